import { findStage, findStep } from '../../../engine/index.ts';
import { describeShortDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';

/** Who took which step: what separation of duties is judged by. */
export function renderPeople(open: OpenCase): Html {
  const { state, policy } = open.standing;
  const rows = state.steps
    .filter(({ implied }) => !implied)
    .map((taken) => {
      const procedure = state.visits[taken.visit]?.procedure;
      const stage = findStage(policy, procedure, taken.stage)?.name ?? taken.stage;
      const step = findStep(policy, procedure, taken.stage, taken.step)?.name ?? taken.step;
      const line = `${stage}: ${step}`;
      return { who: open.nameOf(taken.person) ?? 'somebody who is not here any more', line, on: taken.on };
    });
  const once = rows.filter(
    (row, index) => rows.findIndex(({ who, line }) => who === row.who && line === row.line) === index,
  );
  const body =
    once.length === 0
      ? html`<p class="govuk-body">Nobody has taken a step yet.</p>`
      : govuk.table({
          caption: 'Who took which step',
          captionClasses: 'govuk-visually-hidden',
          head: [{ text: 'Who' }, { text: 'What' }, { text: 'First on' }],
          rows: once.map(({ who, line, on }) => [
            { text: who },
            { text: line },
            { text: describeShortDate(on, open.texts) },
          ]),
        });
  return html`<section id="people"><h2 class="govuk-heading-m">People</h2>${body}</section>`;
}
