import { randomUUID } from 'node:crypto';
import {
  type Approval,
  decideCommand,
  type LetterStanding,
  listApprovals,
  listResponseLacks,
  makeContext,
  type Refusal,
} from '../../../engine/index.ts';
import type { Paragraph } from '../../documents/paragraphs/paragraph.ts';
import { listParagraphs } from '../../documents/paragraphs/paragraph-book.ts';
import type { LetterWords } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { type FormBody, firstOf, type Typed } from '../../web/forms.ts';
import { checkApproved } from '../actions/check-approved.ts';
import { findAction, type WishedAction } from '../actions/find-action.ts';
import { listFields } from '../actions/form-pieces.ts';
import { offerPeople } from '../actions/offer-people.ts';
import { prefillAction } from '../actions/prefill.ts';
import { MOMENT, readAction } from '../actions/read-action.ts';
import { foreseeActionLetter } from '../letters/foresee-action-letter.ts';
import { makeLetterRequest } from '../letters/make-letter-request.ts';
import type { OpenCase } from '../open-case.ts';
import { adviseOnLetter, type LetterAdvice } from './advise-on-letter.ts';
import { findDifferences } from './find-differences.ts';
import { type Findings, findFindings } from './find-findings.ts';
import { BASE, isComposed, PAGE } from './letter-key.ts';
import { listMissing, type MissingItem } from './list-missing.ts';
import { findApproved, type LetterVersion, listVersions } from './list-versions.ts';

/** Everything that the page on which a letter is written shows beside its fields. */
export type Composer = {
  readonly letter: LetterStanding;
  /** The wording of the case with what is being typed in front. */
  readonly words: LetterWords;
  readonly missing: readonly MissingItem[];
  /** Something other than the words keeps the letter from going: what comes before, who may, when. */
  readonly barred: boolean;
  readonly advice: LetterAdvice;
  readonly approvals: readonly Approval[];
  /** The words differ from those that were approved. */
  readonly changed: readonly Refusal[];
  readonly approved: LetterVersion | undefined;
  readonly versions: readonly LetterVersion[];
  /** What this person's typing goes on from. */
  readonly own: LetterVersion | undefined;
  /** Newer texts of the same letter by others. */
  readonly others: readonly LetterVersion[];
  readonly paragraphs: readonly Paragraph[];
  /** By point, with those that are being typed. */
  readonly findings: Findings;
  readonly page: string;
  readonly base: number;
  /** The procedure lets a version be kept as a draft, and this person may. */
  readonly keeps: boolean;
};

/** What a form of a letter begins with: what this person typed last, unless a draft was kept since; or a version asked for. */
export async function startTyping(
  parts: Pick<AppParts, 'casebook'>,
  open: OpenCase,
  action: WishedAction,
  from: string | undefined,
): Promise<Typed> {
  const prefilled = prefillAction(open, action, MOMENT);
  const versions = await listVersions(parts, open, action);
  const wished = versions.find(({ key }) => key === from) ?? findOwn(open, versions);
  return { ...prefilled, ...leaveToAnswers(action, wished?.typed ?? {}) };
}

/** What is blank for a comment on the draft starts from the answer to it, also where that came after the typing. */
function leaveToAnswers({ letter }: WishedAction, typed: Typed): Typed {
  const names = letter?.parts.filter((part) => part['per-comment']).map(({ part }) => `parts.${part}.`) ?? [];
  const isBlank = ([name, value]: readonly [string, unknown]): boolean =>
    typeof value === 'string' && value.trim() === '' && names.some((start) => name.startsWith(start));
  return Object.fromEntries(Object.entries(typed).filter((entry) => !isBlank(entry)));
}

/** This person's latest typing, where no draft was kept after it or of the very same words. */
function findOwn({ person }: OpenCase, versions: readonly LetterVersion[]): LetterVersion | undefined {
  const own = versions.findLast(({ kind, by }) => kind === 'copy' && by === person.id);
  const kept = versions.findLast(({ kind }) => kind === 'kept');
  if (!own || !kept || own.at > kept.at) return own;
  return own.at === kept.at && findDifferences(kept.typed, own.typed, []).length > 0 ? own : undefined;
}

/** The page of a letter as it stands with what is typed; undefined for an action that writes none. */
export async function describeComposer(
  parts: AppParts,
  open: OpenCase,
  action: WishedAction,
  typed: Typed,
  sent: FormBody = {},
): Promise<Composer | undefined> {
  if (!isComposed(action)) return undefined;
  const read = readAction(open, action, { form: typed, uploads: [] }, offerPeople(open));
  const moment = read.moment ?? open.standing.asOf;
  const { command, step } = action;
  const foreseen = foreseeActionLetter(open, { command, step, moment, input: read.input });
  if (!foreseen) return undefined;
  const [versions, paragraphs] = [
    await listVersions(parts, open, action),
    await listParagraphs(parts.casebook, open.record.organisation),
  ];
  const { letter, texts } = foreseen;
  const words = { ...open.wording.words, textOf: (name: string) => texts[name] ?? open.wording.words.textOf?.(name) };
  const wish = { command, actor: open.actor, moment, input: read.input, step: step?.id };
  const changed = checkApproved(open, action, typed);
  const refusals = dropRepeated([
    ...decideCommand(open.standing, wish).refusals,
    ...changed,
    // A draft that stays inside is refused nothing: what the response lacks is told all the same.
    ...(keepsInside(open, action) ? listResponseLacks(makeContext(open.standing, moment), open.actor, read.input) : []),
  ]);
  const names = [MOMENT, ...listFields(read.pieces).map(({ name }) => name)];
  return {
    letter,
    words,
    barred: action.refusals.length > 0,
    missing: listMissing(open, action, letter, refusals, names),
    advice: adviseOnLetter(open, letter, makeLetterRequest(parts, open, { letter, on: moment.on, words })),
    approvals: listApprovals(makeContext(open.standing, open.standing.asOf)),
    changed,
    approved: findApproved(open, versions),
    versions,
    own: findOwn(open, versions),
    others: findOthers(open, versions),
    paragraphs,
    findings: findFindings(open, action, { moment, input: read.input }),
    page: firstOf(sent, PAGE) || randomUUID(),
    base: findBase(open, versions, sent),
    keeps: action.command.does !== 'draft' && findKeeping(open) !== undefined,
  };
}

function dropRepeated(refusals: readonly Refusal[]): readonly Refusal[] {
  const keys = refusals.map(({ code, values }) => JSON.stringify([code, values]));
  return refusals.filter((_refusal, at) => keys.indexOf(keys[at] ?? '') === at);
}

/** The latest text of each other person that is newer than what this person sees. */
function findOthers(open: OpenCase, versions: readonly LetterVersion[]): readonly LetterVersion[] {
  const kept = versions.findLast(({ kind }) => kind === 'kept');
  const seen = findOwn(open, versions) ?? kept;
  const newest = new Map(versions.map((version) => [version.by, version]));
  return [...newest.values()].filter(
    ({ by, at, key }) => by !== open.person.id && key !== seen?.key && (seen === undefined || at > seen.at),
  );
}

function findBase({ person }: OpenCase, versions: readonly LetterVersion[], sent: FormBody): number {
  const given = Number(firstOf(sent, BASE));
  if (firstOf(sent, BASE) !== '' && Number.isInteger(given)) return given;
  return versions.findLast(({ kind, by }) => kind === 'copy' && by === person.id)?.version ?? 0;
}

/** The action that keeps a version as a draft which stays inside; undefined where the stage has none, or it is not open to them. */
export function findKeeping(open: OpenCase): WishedAction | undefined {
  const draft = findAction(open, 'draft');
  if (!draft || draft.refusals.length > 0) return undefined;
  return keepsInside(open, draft) ? draft : undefined;
}

/** Whether an action keeps a draft that goes to nobody. */
function keepsInside({ standing, actor }: OpenCase, { command, step }: WishedAction): boolean {
  if (command.does !== 'draft') return false;
  const wish = { command, actor, moment: standing.asOf, input: {}, step: step?.id };
  return decideCommand(standing, wish).events.some(({ body }) => body.type === 'drafted' && body.forComment !== true);
}
