import type { Requirement } from '../../../engine/index.ts';
import { describeRequirer, describeShortDate, fill } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/** What commissioners, regulators, ombudsmen and others require on this case; nothing where none does. */
export function renderRequirements(open: OpenCase): Html | undefined {
  const { requirements } = open.standing.state;
  if (requirements.length === 0) return undefined;
  const words = open.texts.pages['requirements']!;
  const table = govuk.scrollingTable({
    name: words['heading']!,
    caption: words['heading']!,
    captionClasses: 'govuk-visually-hidden',
    head: [words['by']!, words['what']!, words['due']!, words['state']!].map((text) => ({ text })),
    rows: requirements.map((requirement) => [
      { text: nameRequirer(open, requirement) },
      { text: renderWhat(open, requirement) },
      { text: describeShortDate(requirement.due, open.texts) },
      { text: renderState(open, requirement) },
    ]),
  });
  return html`<section id="requirements"><h2 class="govuk-heading-m">${words['heading']!}</h2>${table}</section>`;
}

function nameRequirer({ standing, texts, wording }: OpenCase, { source, requirement }: Requirement): string {
  const kind = describeRequirer(texts, standing.policy, source);
  const name = wording.requirements.get(requirement)?.name;
  return name === undefined ? kind : `${kind}: ${name}`;
}

function renderWhat({ wording, texts, record }: OpenCase, { requirement, met }: Requirement): Html {
  const ways = ['meet-requirement', 'update-requirement'].map(
    (action, index) =>
      html`${index > 0 && ' · '}<a class="govuk-link" href="${caseworkPaths.action({ id: record.caseId, action }, { requirement })}">${texts.commands[action]?.does}<span class="govuk-visually-hidden"> (${requirement})</span></a>`,
  );
  return html`<span id="requirement-${requirement}">${requirement}.</span> <span class="redress-typed">${wording.requirements.get(requirement)?.text ?? ''}</span>${!met && html`<br><span class="redress-screen">${ways}</span>`}`;
}

function renderState({ standing, texts }: OpenCase, { met, due }: Requirement): Html {
  const words = texts.pages['requirements']!;
  if (met) return govuk.tag({ text: fill(words['met']!, { date: describeShortDate(met.on, texts) }), colour: 'green' });
  return due < standing.asOf.on
    ? govuk.tag({ text: words['late']!, colour: 'red' })
    : govuk.tag({ text: words['open']!, colour: 'blue' });
}
