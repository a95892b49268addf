import {
  findCurrentVisit,
  getOpenPoints,
  listRestrictions,
  type PartStart,
  suggestRequestDue,
} from '../../../engine/index.ts';
import { readLetterParts } from '../../documents/gather-letter-texts.ts';
import { suggestResponsibilities } from '../../documents/suggest-responsibilities.ts';
import type { Typed } from '../../web/forms.ts';
import type { OpenCase } from '../open-case.ts';
import type { WishedAction } from './find-action.ts';

/** What a form starts with: today, what is known already, and the words of the last draft. */
export function prefillAction(open: OpenCase, action: WishedAction, moment: string): Typed {
  const names = new Set(action.fields.map(({ name }) => name));
  return {
    [moment]: open.standing.asOf.on,
    ...prefillOnlyChoices(action),
    ...(names.has('findings') ? prefillFindings(open) : {}),
    ...(names.has('parts')
      ? {
          ...prefillStarts(open, action),
          ...prefillComments(open, action),
          ...prefillParts(open),
        }
      : {}),
    ...(names.has('starts') && { starts: open.standing.asOf.on }),
    ...(action.command.name === 'review-restriction' ? prefillScope(open) : {}),
    ...(action.command.does === 'define' ? prefillPoints(open) : {}),
    ...prefillDuties(open, action),
    ...prefillFacts(open, action),
    ...prefillView(open, action),
  };
}

/** Where one thing alone can be chosen and something has to be, it is chosen. */
function prefillOnlyChoices({ fields }: WishedAction): Typed {
  const only = fields.flatMap((field) =>
    field.kind === 'choice' && field.required && field.options.length === 1
      ? [[field.name, field.options[0]!.value] as const]
      : [],
  );
  return Object.fromEntries(only);
}

/** Where one restriction holds, it is the one that is reviewed, and a changed one is written over it. */
function prefillScope(open: OpenCase): Typed {
  const [only, ...others] = listRestrictions(open.standing.state);
  if (!only || others.length > 0) return {};
  const { limits = '', 'stays-open': staysOpen = '' } = open.record.texts.get(only.n) ?? {};
  return { restriction: String(only.restriction), channels: only.channels, limits, 'stays-open': staysOpen };
}

/** The usual day for an answer; the plan as it was agreed; the way they like to be told. */
function prefillDuties({ standing, wording }: OpenCase, { command }: WishedAction): Typed {
  const plan = standing.state.contactPlan;
  if (command.name === 'request-information')
    return { 'answer-by': suggestRequestDue(standing, standing.asOf.on).date };
  if (command.name === 'decide-award') return prefillAward(standing.state.awardAsked?.pence);
  if (command.name === 'contact') return plan?.channel ? { channel: plan.channel } : {};
  if (command.name !== 'set-contact-plan' || !plan) return {};
  const { every, channel } = plan;
  const notes = wording.textOf('plan-notes');
  return {
    every: String(every.n),
    'every-unit': every.unit,
    ...(channel && { 'plan-channel': channel }),
    ...(notes && { 'plan-notes': notes }),
  };
}

/** What was asked for, as pounds. */
const prefillAward = (pence: number | undefined): Typed =>
  pence === undefined ? {} : { amount: (pence / 100).toFixed(2) };

/** The wording of the last draft of this stage visit. */
export function findDraft(open: OpenCase): ReturnType<typeof readLetterParts> {
  const { state, history } = open.standing;
  const visit = findCurrentVisit(state);
  const drafted = history.findLast((event) => event.type === 'drafted' && event.stage === visit?.stage);
  const isOfVisit = drafted !== undefined && drafted.n > (visit?.opening ?? 0);
  return isOfVisit ? readLetterParts(open.record.texts.get(drafted.n)) : {};
}

function prefillParts(open: OpenCase): Typed {
  const entries = Object.entries(findDraft(open)).flatMap(([part, text]): [string, string][] =>
    typeof text === 'string'
      ? [[`parts.${part}`, text]]
      : Object.entries(text).map(([point, words]) => [`parts.${part}.${point}`, words]),
  );
  return Object.fromEntries(entries);
}

/** What each part of the letter begins with, as the pack says. */
function prefillStarts(open: OpenCase, { letter }: WishedAction): Typed {
  const entries = (letter?.parts ?? []).flatMap((part) => {
    const start = part['starts-from'];
    return start === undefined ? [] : Object.entries(STARTS[start](open, `parts.${part.part}`));
  });
  return Object.fromEntries(entries);
}

const STARTS: Readonly<Record<PartStart, (open: OpenCase, name: string) => Typed>> = {
  'finding-reasons': startFromReasons,
  responsibilities: startFromResponsibilities,
};

/** The reasons recorded with the findings, point by point. */
function startFromReasons(open: OpenCase, name: string): Typed {
  const recorded = Object.entries(prefillFindings(open)).filter(([field]) => field.endsWith('.reasons'));
  return Object.fromEntries(recorded.map(([field, text]) => [`${name}.${field.split('.')[1]}`, text]));
}

/** What is and is not the landlord's to answer (Code 5.7). */
function startFromResponsibilities({ standing, texts, wording }: OpenCase, name: string): Typed {
  const words = suggestResponsibilities(texts, standing.state, wording.textOf);
  return words === '' ? {} : { [name]: words };
}

/** What somebody who was consulted answered last, for the step that writes their view down. */
function prefillView({ standing, wording }: OpenCase, { step, fields }: WishedAction): Typed {
  if (step?.consults === undefined) return {};
  const asked = standing.state.requests.filter(({ consults }) => consults === step.id);
  const said = asked.flatMap(({ request }) => wording.requests.get(request)?.replies ?? []).at(-1);
  const field = fields.find(({ kind, name }) => kind === 'long-text' && step.records?.includes(name));
  return field && said?.event.type === 'information-received' ? { [field.name]: said.text } : {};
}

/** What was answered to each comment on the draft, for the part of a letter that answers each. */
function prefillComments({ standing, record }: OpenCase, { letter }: WishedAction): Typed {
  const parts = letter?.parts.filter((part) => part['per-comment']) ?? [];
  const visit = findCurrentVisit(standing.state);
  const answered = standing.state.comments.filter((one) => one.visit === visit?.index && one.answered);
  return Object.fromEntries(
    parts.flatMap(({ part }) =>
      answered.map(({ comment, answered: by }) => [
        `parts.${part}.${comment}`,
        record.texts.get(by?.n ?? 0)?.['comment-answer-words'] ?? '',
      ]),
    ),
  );
}

function prefillFindings(open: OpenCase): Typed {
  const { state, history } = open.standing;
  const visit = findCurrentVisit(state);
  const typed: Record<string, string> = {};
  for (const point of getOpenPoints(state)) {
    const finding = visit && point.findings[visit.index];
    if (!finding) continue;
    typed[`findings.${point.n}.finding`] = finding;
    const told = history.findLast((event) => event.type === 'finding-recorded' && event.point === point.n);
    const reasons = told && open.record.texts.get(told.n)?.['reasons'];
    if (reasons) typed[`findings.${point.n}.reasons`] = reasons;
    const basis = told && open.record.texts.get(told.n)?.['rests-on'];
    if (basis) typed[`findings.${point.n}.rests-on`] = basis;
    if (told?.type === 'finding-recorded' && told.clause) typed[`findings.${point.n}.clause`] = told.clause;
  }
  return typed;
}

function prefillPoints(open: OpenCase): Typed {
  const typed: Record<string, string> = {};
  for (const { n, responsibility } of open.standing.state.points) {
    typed[`points.${n}.text`] = open.wording.pointText(n) ?? '';
    typed[`points.${n}.responsibility`] = responsibility ?? '';
    typed[`points.${n}.whose`] = open.wording.textOf(`point.${n}.whose`) ?? '';
    typed[`points.${n}.outcome-sought`] = open.wording.textOf(`point.${n}.outcome-sought`) ?? '';
  }
  for (const name of ['outcome-sought', 'not-responsible-for']) typed[name] = open.wording.textOf(name) ?? '';
  return typed;
}

/** Answers that are known stand in forms that ask for them again. */
function prefillFacts(open: OpenCase, action: WishedAction): Typed {
  const { state } = open.standing;
  const typed: Record<string, string> = {};
  if (action.command.name === 'classify')
    Object.assign(typed, { kind: state.kind ?? '', service: state.service ?? '' });
  for (const { name, kind } of action.fields) {
    const value = state.facts[name];
    if (value === undefined || action.step !== undefined) continue;
    if (kind === 'long-text' || kind === 'text') typed[name] = open.wording.textOf(name) ?? '';
    else typed[name] = typeof value === 'boolean' ? (value ? 'yes' : 'no') : showFact(kind, value);
  }
  return typed;
}

const showFact = (kind: string, value: string | number): string =>
  kind === 'money' ? (Number(value) / 100).toFixed(2) : String(value);
