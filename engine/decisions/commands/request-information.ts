import { getOpenPoints } from '../../case/state.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command, Input } from '../command.ts';
import type { Field, Option } from '../field.ts';
import { dateOf, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { GENERAL_VIEW, listConsultations, suggestRequestDue } from '../requests.ts';

/**
 * A colleague, or somebody outside, is asked for something that the landlord needs to know: what, for which point, and
 * by when. Where nobody says by when, the day is that of the pack, else five working days on. Nobody is asked twice in
 * one request: either a colleague or somebody outside, by name and e-mail address. Where they are consulted (`consults`),
 * it says on what: a step of the pack that asks for a view, or the complaint as it stands.
 */
export const requestInformation: Command = {
  name: 'request-information',
  word: 'information-requested',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    return closed.length > 0 ? closed : checkRestricted(context, actor);
  },
  fields: (context) => [
    { name: 'asked-of', label: '', required: false, kind: 'person' },
    { name: 'asked-name', label: '', required: false, kind: 'text' },
    { name: 'asked-email', label: '', required: false, kind: 'text' },
    { name: 'asked-question', label: '', required: true, kind: 'long-text' },
    { name: 'papers', label: '', required: false, kind: 'long-text' },
    ...pointField(context),
    { name: 'consults', label: '', required: false, kind: 'choice', options: listViews(context) },
    { name: 'answer-by', label: '', required: false, kind: 'date' },
  ],
  decide: (context, _actor, input) => {
    const { standing, moment } = context;
    const point = textOf(input, 'point');
    const to = textOf(input, 'asked-of');
    const consults = textOf(input, 'consults');
    const body = {
      type: 'information-requested' as const,
      request: Math.max(0, ...standing.state.requests.map(({ request }) => request)) + 1,
      ...(to !== undefined && { to }),
      ...(point !== undefined && { point: Number(point) }),
      ...(consults !== undefined && { consults }),
      due: dateOf(input, 'answer-by') ?? suggestRequestDue(standing, moment.on).date,
    };
    return {
      events: [{ body, texts: textsOf(input, ['asked-question', 'papers', 'asked-name', 'asked-email']) }],
      refusals: [...checkWhom(context, input), ...checkDue(context, input)],
    };
  },
};

/** What they are consulted on: the steps of the stage that ask for a view, or the complaint as it stands. */
function listViews(context: CaseContext): readonly Option[] {
  const steps = listConsultations(context).map(({ id, name }) => ({ value: id, label: name }));
  return [...steps, { value: GENERAL_VIEW, label: '' }];
}

function pointField({ standing }: CaseContext): readonly Field[] {
  const options = getOpenPoints(standing.state).map(({ n }) => ({ value: String(n), label: '' }));
  return options.length === 0 ? [] : [{ name: 'point', label: '', required: false, kind: 'choice', options }];
}

function checkWhom(context: CaseContext, input: Input): readonly Refusal[] {
  const [to, name, email] = ['asked-of', 'asked-name', 'asked-email'].map((field) => textOf(input, field)?.trim());
  const { stage } = context;
  if (to !== undefined) return (name ?? email) ? [refuse('two-asked', stage, { field: 'asked-of' })] : [];
  if (name === undefined && email === undefined) return [refuse('nobody-asked', stage, { field: 'asked-of' })];
  const missing = [name === undefined ? 'asked-name' : '', email === undefined ? 'asked-email' : ''].filter(Boolean);
  if (missing.length > 0) return missing.map((field) => refuse('field-missing', stage, { field, label: '' }));
  return isAddress(email ?? '') ? [] : [refuse('not-an-address', stage, { field: 'asked-email', given: email ?? '' })];
}

/** Whether it has the form of an e-mail address; whether there is such a box only a mail can tell. */
const isAddress = (text: string): boolean => /^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:".]+$/.test(text);

function checkDue({ moment, stage }: CaseContext, input: Input): readonly Refusal[] {
  const due = dateOf(input, 'answer-by');
  return due !== undefined && due < moment.on
    ? [refuse('day-is-past', stage, { field: 'answer-by', given: due, on: moment.on })]
    : [];
}
