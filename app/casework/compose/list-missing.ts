import type { LetterStanding, PartStanding, Refusal } from '../../../engine/index.ts';
import { findFactOfPart, findPlaceholders, isBlank } from '../../../engine/index.ts';
import { describeRefusalParts } from '../../texts/index.ts';
import { inputId } from '../../web/errors.ts';
import { keyOf, listCaseActions, type WishedAction } from '../actions/find-action.ts';
import { findRefusedInput } from '../actions/find-input.ts';
import { MOMENT } from '../actions/read-action.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/** One thing that keeps a letter from going, and where it is put right. */
export type MissingItem = {
  /** The code of the refusal it comes from. */
  readonly code: string;
  readonly says: string;
  /** The input on this page, or the page of the action that does it; undefined where time or somebody else decides. */
  readonly href: string | undefined;
  readonly clause: string | undefined;
  /** It is done on this page, by writing. */
  readonly here: boolean;
};

/** Which action puts right what cannot be put right in the letter itself. */
const MENDED_BY: Readonly<Record<string, string>> = {
  'promise-incomplete': 'update-promise',
  'fault-without-action': 'promise',
  'not-defined': 'define',
  'point-unanswered': 'record-finding',
  'part-points-unanswered': 'record-finding',
  'part-not-known': 'record-facts',
  'time-limit-not-decided': 'decide-time-limit',
  'changed-after-approval': 'draft',
};

/**
 * Everything that keeps a letter from going as it stands, from what the engine refuses: each part, point, placeholder and
 * comment by itself, each with the place where it is put right.
 */
export function listMissing(
  open: OpenCase,
  action: WishedAction,
  letter: LetterStanding | undefined,
  refusals: readonly Refusal[],
  names: readonly string[],
): readonly MissingItem[] {
  return refusals
    .flatMap((refusal) => takeApart(refusal, letter))
    .map(({ refusal, input }) => {
      const { says, mend } = describeRefusalParts(open.texts, refusal, action.command.name);
      const own = input ?? findRefusedInput({ fields: action.fields, names, moment: MOMENT }, refusal);
      const isHere = own !== undefined && (names.includes(own) || names.some((name) => name.startsWith(`${own}.`)));
      const href = isHere && own !== undefined ? `#${inputId(own)}` : findElsewhere(open, letter, refusal);
      return { code: refusal.code, says: `${says} ${mend}`.trim(), href, clause: refusal.clause, here: isHere };
    });
}

type Apart = { readonly refusal: Refusal; readonly input: string | undefined };

/** What a refusal says of several points, comments or placeholders at once, one by one. */
function takeApart(refusal: Refusal, letter: LetterStanding | undefined): readonly Apart[] {
  const part = letter?.parts.find(({ part: id }) => id === refusal.values['id'] && refusal.code.startsWith('part-'));
  const texts = part ? listTexts(part) : [];
  const wants = WANTS[refusal.code];
  if (!wants || texts.length === 0) return [{ refusal, input: undefined }];
  return texts.flatMap(({ name, n, text }) => {
    const lacks = wants(text, n);
    return lacks === undefined ? [] : [{ refusal: { ...refusal, values: { ...refusal.values, lacks } }, input: name }];
  });
}

/** What a text lacks, as a refusal names it; undefined where it lacks nothing. */
const WANTS: Readonly<Record<string, (text: string, n: number) => string | undefined>> = {
  'part-blank': (text, n) => (isBlank(text) ? (n === 0 ? '' : String(n)) : undefined),
  'part-comments-unanswered': (text, n) => (isBlank(text) ? String(n) : undefined),
  'part-placeholder': (text) => findPlaceholders(text).join(', ') || undefined,
};

/** The texts of a part that a person writes, each under the name of its input; `n`: the point or comment, 0 for none. */
export function listTexts({ part, content }: PartStanding): readonly { name: string; n: number; text: string }[] {
  if (content?.kind === 'text') return [{ name: `parts.${part}`, n: 0, text: content.text }];
  if (content?.kind !== 'text-per-point' && content?.kind !== 'text-per-comment') return [];
  return content.texts.map(({ n, text }) => ({ name: `parts.${part}.${n}`, n, text }));
}

function findElsewhere(open: OpenCase, letter: LetterStanding | undefined, refusal: Refusal): string | undefined {
  const { code, values } = refusal;
  const actions = listCaseActions(open);
  const step = code === 'step-first' ? String(values['id']) : findAsking(letter, actions, refusal);
  const wanted = step === undefined ? MENDED_BY[code] : undefined;
  const visit = open.standing.state.visits.at(-1);
  const does = open.standing.policy.pack.procedures
    .find(({ id }) => id === visit?.procedure)
    ?.stages.find(({ id }) => id === visit?.stage)
    ?.steps.find(({ id }) => id === step)?.does;
  const found =
    actions.find((one) => step !== undefined && one.step?.id === step) ??
    actions.find(({ command }) => command.name === wanted || (does !== undefined && command.does === does));
  return found && caseworkPaths.action({ id: open.record.caseId, action: keyOf(found) });
}

/** The step that answers the question which a part of a letter waits for. */
function findAsking(
  letter: LetterStanding | undefined,
  actions: ReturnType<typeof listCaseActions>,
  { code, values }: Refusal,
): string | undefined {
  const part = letter?.letter.parts.find((one) => one.part === values['id']);
  const fact = code === 'part-not-known' && part ? findFactOfPart(part) : undefined;
  return fact === undefined ? undefined : actions.find((one) => one.step?.records?.includes(fact))?.step?.id;
}
