import type { LetterStanding } from '../../../engine/index.ts';
import { listSentLetters, type SentLetter } from '../../documents/list-sent-letters.ts';
import { describeCommand, describeDate, fill } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { findAction, keyOf, listCaseActions } from '../actions/find-action.ts';
import { findKeeping } from '../compose/describe-composer.ts';
import { foreseePrefilled } from '../compose/foresee-prefilled.ts';
import { anchorOfClock } from '../find-working.ts';
import { nameSentTo, renderGoesTo } from '../letters/describe-addressees.ts';
import { describeMissing } from '../letters/describe-missing.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';

/** What the next letter of the procedure must contain, and what it still lacks. */
export function renderNextLetter(open: OpenCase): Html | undefined {
  const next = findNextLetter(open);
  if (!next) return undefined;
  const { letter, does, key } = next;
  const rows = letter.parts.map((part) => [
    { text: part.name },
    { text: govuk.tag({ text: describeMissing(part), colour: part.missing === undefined ? 'green' : 'orange' }) },
    { text: renderClause(open.texts, open.standing.policy, part.clause) ?? '' },
  ]);
  const missing = letter.parts.filter((part) => part.missing !== undefined).length;
  const lead =
    missing === 0
      ? 'Everything it must contain is there.'
      : `${missing} of its ${letter.parts.length} parts still missing.`;
  return html`<section id="next-letter"><h2 class="govuk-heading-m">The next letter: ${letter.letter.title}</h2>
<p class="govuk-body">For “${does}”. ${lead}</p>
${renderWayToWrite(open, key)}
${renderGoesTo(open)}
${govuk.table({ caption: 'Its parts', captionClasses: 'govuk-visually-hidden', head: [{ text: 'Part' }, { text: 'State' }, { text: 'Asked for by' }], firstCellIsHeader: true, rows })}</section>`;
}

/** Where it is written: where it is sent, or while that has to wait, where it is drafted. */
function renderWayToWrite(open: OpenCase, key: string): Html | undefined {
  const sends = findAction(open, key);
  const way = sends?.refusals.length === 0 ? sends : findKeeping(open);
  if (!way) return undefined;
  const href = caseworkPaths.action({ id: open.record.caseId, action: way.key });
  return html`<p class="redress-screen">${govuk.button({ text: 'Write it', href, classes: 'govuk-button--secondary govuk-!-margin-bottom-2' })}</p>`;
}

/** The letter of the first step that is still to come and sends one, as it would read with the words its form begins with. */
function findNextLetter(open: OpenCase): { letter: LetterStanding; does: string; key: string } | undefined {
  for (const action of listCaseActions(open)) {
    if (!action.next) continue;
    const key = keyOf(action);
    const wished = findAction(open, key);
    const foreseen = wished && foreseePrefilled(open, wished);
    if (foreseen)
      return { letter: foreseen.letter, does: describeCommand(open.texts, action.command, action.step).does, key };
  }
  return undefined;
}

/** Who had a letter, by name; or that it went to nobody. */
export function describeSentTo(open: OpenCase, sent: SentLetter): string {
  if (sent.to.length === 0) return 'Not sent: nobody to write to.';
  const names = sent.to.map((one) => {
    const { copy } = one;
    const name = nameSentTo(open, sent, one);
    return copy === undefined ? name : `${name} (copy, ${describeDate(copy, open.texts)})`;
  });
  return `To ${names.join('; ')}.`;
}

/** The day that an acknowledgement told for the answer, with the way to how that day is worked out now. */
function renderTold({ standing, texts }: OpenCase, n: number): Html | undefined {
  const event = standing.history.find((one) => one.n === n);
  const told = event?.type === 'acknowledged' ? event.told : undefined;
  if (told === undefined) return undefined;
  const clock = standing.clocks.find((one) => one.owner === 'pack' && one.firstDue === told);
  const day = describeDate(told, texts);
  return html` It told them to expect an answer by ${clock ? html`<a class="govuk-link" href="#${anchorOfClock(clock.id)}">${day}</a>` : day}.`;
}

/** Who sent a letter, and on whose behalf where somebody was away; staff alone read it. */
function nameSender({ standing, texts, nameOf }: OpenCase, { n, by }: SentLetter): string {
  const who = nameOf(by) ?? 'somebody';
  const whose = standing.history.find((event) => event.n === n)?.by.for;
  const name = whose === undefined ? undefined : nameOf(whose);
  return name === undefined ? who : fill(texts.work.words['on-behalf'], { who, name });
}

/** The letters that went. */
export function renderLetters(open: OpenCase): Html {
  const sent = listSentLetters(open.record);
  const { caseId: id } = open.record;
  const items = sent.map(
    (one) =>
      html`<li id="letter-${one.n}"><a class="govuk-link" href="${caseworkPaths.letter({ id, n: one.n })}">${one.letter.letter.title}</a>, <a class="govuk-link" href="#entry-${one.n}">${describeDate(one.on, open.texts)}</a>, by ${nameSender(open, one)}. ${describeSentTo(open, one)}${renderTold(open, one.n)}</li>`,
  );
  const list =
    items.length > 0
      ? html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`
      : html`<p class="govuk-body">No letter has gone yet.</p>`;
  return html`<section id="letters"><h2 class="govuk-heading-m">Letters</h2>${list}
<p class="govuk-body redress-screen"><a class="govuk-link" href="${caseworkPaths.followCode({ id })}">Give them a code to follow it online</a></p></section>`;
}
