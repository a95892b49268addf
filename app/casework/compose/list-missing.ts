import type { LetterStanding, PartStanding, Refusal } from '../../../engine/index.ts';
import { findFactOfPart, findPlaceholders, isBlank } from '../../../engine/index.ts';
import { describeRefusal, describeValues, fill, speakToReader } from '../../texts/index.ts';
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
  const items = refusals
    .flatMap((refusal) => takeApart(refusal, letter, names))
    .map(({ refusal, input, above }) => {
      const own = input ?? findRefusedInput({ fields: action.fields, names, moment: MOMENT }, refusal);
      const isHere = own !== undefined && (names.includes(own) || names.some((name) => name.startsWith(`${own}.`)));
      const href = isHere && own !== undefined ? `#${inputId(own)}` : findElsewhere(open, letter, refusal);
      const says = above
        ? fill(open.texts.pages['composer']!['filled-above']!, describeValues(open.texts, refusal, action.command.name))
        : describeRefusal(speakToReader(open.texts), refusal, action.command.name);
      return { code: above ? ABOVE : refusal.code, says, href, clause: refusal.clause, here: isHere };
    });
  return items.filter((item) => !isSaidBetter(item, items));
}

/** In place of the code of a refusal: the letter takes it from another input of the same form. */
const ABOVE = 'part-filled-above';

/** Codes that say no more than that an input is empty, what says least first. */
const PLAIN = [ABOVE, 'field-missing'];

/** Whether the same input is spoken of in better words: what the procedure asks of it, not only that it is empty. */
function isSaidBetter(item: MissingItem, items: readonly MissingItem[]): boolean {
  const worth = ({ code }: MissingItem): number => (PLAIN.includes(code) ? PLAIN.indexOf(code) : PLAIN.length);
  return items.some((other) => other.here && other.href === item.href && worth(other) > worth(item));
}

type Apart = { readonly refusal: Refusal; readonly input: string | undefined; readonly above?: boolean };

/** What a refusal says of several points, comments or placeholders at once, one by one. */
function takeApart(refusal: Refusal, letter: LetterStanding | undefined, names: readonly string[]): readonly Apart[] {
  const above = findInputOfPart(letter, refusal, names);
  if (above !== undefined) return [{ refusal, input: above, above: true }];
  const part = letter?.parts.find(({ part: id }) => id === refusal.values['id'] && refusal.code.startsWith('part-'));
  const texts = part ? listTexts(part) : [];
  const wants = WANTS[refusal.code];
  if (!wants || texts.length === 0) return [{ refusal, input: undefined }];
  return texts.flatMap(({ name, n, text }) => {
    const lacks = wants(text, n);
    return lacks === undefined ? [] : [{ refusal: { ...refusal, values: { ...refusal.values, lacks } }, input: name }];
  });
}

/** The input of a form that a part of its letter is filled from, where that is not the answer to a question. */
const FILLED_FROM: Readonly<Record<string, string>> = {
  'complaint-definition': 'points',
  'extension-reason': 'reason',
  ground: 'ground',
};

/** The input on this form that fills what the letter cannot know yet; undefined where it is told elsewhere on the case. */
function findInputOfPart(
  letter: LetterStanding | undefined,
  { code, values }: Refusal,
  names: readonly string[],
): string | undefined {
  const part = letter?.letter.parts.find((one) => one.part === values['id']);
  if (code !== 'part-not-known' || !part) return undefined;
  const input = findFactOfPart(part) ?? FILLED_FROM[part.from ?? part.part];
  return names.find((name) => name === input || (input !== undefined && name.startsWith(`${input}.`)));
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
