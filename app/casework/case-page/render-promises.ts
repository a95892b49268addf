import { listPromiseNeeds, type PromiseMade } from '../../../engine/index.ts';
import { describeDate, describeMoney, describeShortDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { renderAwards } from '../awards/render-awards.ts';
import type { OpenCase } from '../open-case.ts';
import { renderBullets } from './render-clocks.ts';
import { describeDaysLeft } from './render-days-left.ts';

/** What was promised, and whether it was kept. */
export function renderPromises(open: OpenCase): Html {
  const { promises } = open.standing.state;
  const list =
    promises.length === 0
      ? html`<p class="govuk-body">Nothing has been promised yet.</p>`
      : govuk.scrollingTable({
          name: 'Promises',
          caption: 'What was promised',
          captionClasses: 'govuk-visually-hidden',
          head: [{ text: 'Promise' }, { text: 'By when' }, { text: 'Who keeps it' }, { text: 'State' }],
          rows: promises.map((promise) => [
            { text: renderWhat(open, promise) },
            { text: renderDue(open, promise) },
            { text: renderKeeper(open, promise) },
            { text: renderState(open, promise) },
          ]),
        });
  return html`<section id="promises"><h2 class="govuk-heading-m">Promises</h2>${renderAwards(open)}${list}</section>`;
}

/** By when, with how that day came about: who set it when, how it moved, and how far it is away. */
function renderDue(open: OpenCase, { promise, due, kept }: PromiseMade): Html {
  if (!due) return html`<strong>No date</strong>`;
  const set = open.standing.history.flatMap((event) => {
    const sets = event.type === 'promise-made' || event.type === 'promise-updated';
    return sets && event.promise === promise && event.due ? [{ ...event, due: event.due }] : [];
  });
  const lines = set.map(
    ({ n, on, by, due: day }) =>
      html`${describeDate(day, open.texts)}: set by ${open.nameOf(by.id) ?? 'somebody'} on ${describeDate(on, open.texts)}, <a class="govuk-link" href="#entry-${n}">entry ${n}</a>.`,
  );
  const left = kept ? [] : describeDaysLeft(open, due);
  const summary = html`${describeShortDate(due, open.texts)}<span class="govuk-visually-hidden">: how this date came about, promise ${promise}</span>`;
  return renderBullets(summary, [...lines, ...left]);
}

/** Who keeps it, and whom the complainant can ask about it. */
function renderKeeper(open: OpenCase, { promise, owner }: PromiseMade): Html {
  const name = owner ? (open.nameOf(owner) ?? 'somebody') : html`<strong>Nobody yet</strong>`;
  const needed = listPromiseNeeds(open.standing.policy.pack).includes('contact');
  const contact = open.wording.promiseContact(promise);
  const ask = contact ? html`Ask: ${contact}` : needed && html`<strong>Nobody to ask yet</strong>`;
  return html`${name}${ask && html`<br>${ask}`}`;
}

function renderWhat({ standing, wording }: OpenCase, { promise, head, pence, paid }: PromiseMade): Html {
  const kind = standing.policy.pack.remedies?.heads.find(({ id }) => id === head)?.name ?? head;
  const money =
    pence !== undefined && html`<br>${describeMoney(pence)}${paid > 0 && `, of which ${describeMoney(paid)} is paid`}`;
  return html`<span id="promise-${promise}">${promise}.</span> ${kind}: <span class="redress-typed">${wording.promiseText(promise) ?? ''}</span>${money}`;
}

function renderState({ standing, texts }: OpenCase, { kept, due }: PromiseMade): Html {
  if (kept) return govuk.tag({ text: `Kept on ${describeShortDate(kept.on, texts)}`, colour: 'green' });
  const over = due !== undefined && due < standing.asOf.on;
  return over ? govuk.tag({ text: 'Overdue', colour: 'red' }) : govuk.tag({ text: 'To be kept', colour: 'blue' });
}
