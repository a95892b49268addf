import { describeSource, determineReach, findStage, findStep, warnOfTraining } from '../../../engine/index.ts';
import { capitalise, describeShortDate, describeUntrained } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { type OpenCase, rolesIn } from '../open-case.ts';
import { renderClause } from '../render-clause.ts';

/** Who took which step: what separation of duties is judged by. */
export function renderPeople(open: OpenCase): Html {
  const { state } = open.standing;
  const rows = state.steps
    .filter(({ implied }) => !implied)
    .map((taken) => {
      const line = nameStep(open, taken);
      return { who: nameOf(open, taken.person), line, on: taken.on };
    });
  const seated = state.steps.flatMap((taken) =>
    (taken.seats ?? []).map(({ seat, person }) => ({
      who: nameOf(open, person),
      line: `${nameStep(open, taken)}, ${nameSeat(open, taken, seat)}`,
      on: taken.on,
    })),
  );
  const once = [...rows, ...seated].filter(
    (row, index, all) => all.findIndex(({ who, line }) => who === row.who && line === row.line) === index,
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
  return html`<section id="people"><h2 class="govuk-heading-m">People</h2>${renderReach(open)}${renderGivenTo(open)}${body}</section>`;
}

type Taken = OpenCase['standing']['state']['steps'][number];

const nameOf = (open: OpenCase, person: string): string => open.nameOf(person) ?? 'somebody who is not here any more';

function findTaken({ standing }: OpenCase, { visit, stage, step }: Pick<Taken, 'visit' | 'stage' | 'step'>) {
  const procedure = standing.state.visits[visit]?.procedure;
  return {
    stage: findStage(standing.policy, procedure, stage),
    step: findStep(standing.policy, procedure, stage, step),
  };
}

function nameStep(open: OpenCase, taken: Pick<Taken, 'visit' | 'stage' | 'step'>): string {
  const { stage, step } = findTaken(open, taken);
  return `${stage?.name ?? taken.stage}: ${step?.name ?? taken.step}`;
}

const nameSeat = (open: OpenCase, taken: Taken, seat: string): string =>
  findTaken(open, taken).step?.seats?.find(({ id }) => id === seat)?.name ?? seat;

/** Whom the case was given to at the stage it is in, by the step that gave it. */
function renderGivenTo(open: OpenCase): Html | undefined {
  const { givenTo, visits } = open.standing.state;
  const now = visits.at(-1);
  const given = givenTo.filter(({ visit }) => visit === now?.index);
  if (!now || given.length === 0) return undefined;
  const warnings = warnOfTraining(open.standing, rolesIn(open.people));
  const rows = given.map(({ step, person }) => {
    const lacks = describeUntrained(
      open.texts,
      warnings.filter(({ values }) => values['person'] === person),
    );
    const flag = lacks !== '' && govuk.tag({ text: capitalise(lacks), colour: 'orange' });
    return {
      key: findTaken(open, { visit: now.index, stage: now.stage, step }).step?.name ?? step,
      value: { text: html`${nameOf(open, person)} ${flag}` },
    };
  });
  return html`<h3 class="govuk-heading-s">Who has the case</h3>${govuk.summaryList({ rows: rows.map(({ key, value }) => ({ key: { text: key }, value })) })}`;
}

/** Said where only some may see the case: who they are, and where that is written. */
function renderReach(open: OpenCase): Html | undefined {
  const { only, source } = determineReach(open.standing);
  if (!only) return undefined;
  const { roles } = open.standing.policy.pack;
  const titles = only.roles.map((role) => roles.find(({ id }) => id === role)?.title ?? role);
  const people = only.people.map((person) => nameOf(open, person));
  const clause = renderClause(open.texts, open.standing.policy, source && describeSource(source));
  return govuk.insetText({
    text: html`<p class="govuk-body"><strong>This case is restricted.</strong> Only these see it: ${[...titles, ...people].join(', ')}. ${clause}</p>`,
  });
}
