import {
  type AddresseeKey,
  type CaseEvent,
  effectiveHistory,
  type IsoDate,
  isInternal,
  type PartTexts,
} from '../../engine/index.ts';
import type { CaseRecord } from '../store/cases/casebook.ts';
import { describeList, type LetterWords } from '../texts/index.ts';
import { type CommentWording, gatherComments, gatherContacts } from './gather-comments.ts';
import { gatherPeople, gatherSupporters, NOBODY_KNOWN, type PersonWording } from './gather-people.ts';

/** A wording and where it was recorded: the day it happened, and the number of the recording. */
export type Wording = { readonly text: string; readonly on: IsoDate; readonly n: number };

/** The wording of a case that letters and pages show. */
export type GatheredTexts = {
  /** Each point's wordings by its number, the oldest first: the last one counts. */
  readonly points: ReadonlyMap<number, readonly Wording[]>;
  /** What is promised, by the number of the promise. */
  readonly promises: ReadonlyMap<number, Wording>;
  /** Whom to ask about a promise, by its number. */
  readonly contacts: ReadonlyMap<number, string>;
  /** What was said on the draft of the latest stage that has one. */
  readonly comments: readonly CommentWording[];
  /** What the person wants to happen, as last told: for the whole complaint, else point by point. */
  readonly outcomeSought: string | undefined;
  /** What the person told us at first, in their own words. */
  readonly whatHappened: string | undefined;
  /** Who complained first. */
  readonly resident: PersonWording;
  /** Everybody who may get its letters: each complainant, and who acts for them. */
  readonly people: ReadonlyMap<AddresseeKey, PersonWording>;
  /** Who helps them and gets no letters. */
  readonly supporters: readonly PersonWording[];
  /** A text by the name of its field, as last recorded, also one for staff alone. */
  readonly find: (name: string) => string | undefined;
  /** The same for the complainant, with the texts of recording `event` first: never one that stays inside, nor the
   * answer to a question that the procedure keeps internal. */
  readonly findForComplainant: (name: string, event?: number) => string | undefined;
};

type TextsByField = Readonly<Record<string, string>>;
type Told = { readonly event: CaseEvent; readonly texts: TextsByField };

/**
 * Gathers the wording of a case from what was recorded, up to recording `upTo` (default: all). What was voided counts
 * for nothing; what was corrected stands under its right day.
 */
export function gatherLetterTexts(
  record: Pick<CaseRecord, 'events' | 'texts' | 'policy'>,
  upTo = Number.POSITIVE_INFINITY,
): GatheredTexts {
  const told = effectiveHistory(record.events.filter(({ n }) => n <= upTo)).map(
    (event): Told => ({ event, texts: record.texts.get(event.n) ?? {} }),
  );
  const first = told.find(({ event }) => event.type === 'received')?.texts ?? {};
  const people = gatherPeople(told);
  const tellable = told.filter(({ event }) => !isInternal(record.policy, event));
  return {
    points: gatherPoints(told),
    promises: gatherPromises(told),
    contacts: gatherContacts(told),
    comments: gatherComments(told),
    outcomeSought: findOutcomeSought(told),
    whatHappened: first['what-happened'],
    resident: people.get('resident-1') ?? NOBODY_KNOWN,
    people,
    supporters: gatherSupporters(told),
    find: (name) => findOfFirst(people, name) ?? findLast(told, name),
    findForComplainant: (name, event) =>
      record.policy.pack.facts[name]?.internal
        ? undefined
        : record.texts.get(event ?? 0)?.[name] || findOfFirst(people, name) || findLast(tellable, name),
  };
}

/** What was last written under a name; undefined where it was emptied since. */
const findLast = (told: readonly Told[], name: string): string | undefined =>
  told.findLast(({ texts }) => texts[name] !== undefined)?.texts[name] || undefined;

/** How to call and reach who complained first: the same is told of each resident who joins, under the same names. */
function findOfFirst(people: GatheredTexts['people'], name: string): string | undefined {
  const [, part] = /^resident-(name|address|email|telephone|channel)$/.exec(name) ?? [];
  return part === undefined ? undefined : people.get('resident-1')?.[part as keyof PersonWording];
}

/** What `describePart` asks for, from what was gathered. `event`: the recording the letter belongs to. */
export function makeLetterWords(
  gathered: GatheredTexts,
  nameOf?: (person: string) => string | undefined,
  event?: number,
): LetterWords {
  return {
    textsByPoint: (n) => gathered.points.get(n)?.at(-1)?.text,
    promiseTexts: (promise) => gathered.promises.get(promise)?.text,
    promiseContacts: (promise) => gathered.contacts.get(promise),
    commentTexts: (n) => gathered.comments.find(({ comment }) => comment === n)?.text,
    nameOf,
    textOf: (name) => (name === 'outcome-sought' ? gathered.outcomeSought : gathered.findForComplainant(name, event)),
  };
}

/** The wording that a person gave the parts of a letter, from the texts of one recording. */
export function readLetterParts(texts: TextsByField = {}): PartTexts {
  const parts: Record<string, string | Record<string, string>> = {};
  for (const [field, text] of Object.entries(texts)) {
    const [, part, point] = /^parts\.([^.]+)(?:\.(\d+))?$/.exec(field) ?? [];
    if (part === undefined) continue;
    const known = parts[part];
    if (point === undefined) parts[part] = text;
    else parts[part] = { ...(typeof known === 'object' ? known : {}), [point]: text };
  }
  return parts;
}

function gatherPoints(told: readonly Told[]): ReadonlyMap<number, readonly Wording[]> {
  const points = new Map<number, readonly Wording[]>();
  for (const { event, texts } of told) {
    if (event.type !== 'defined' && event.type !== 'point-added') continue;
    for (const [field, text] of Object.entries(texts)) {
      const n = Number(/^point\.(\d+)$/.exec(field)?.[1]);
      const known = points.get(n) ?? [];
      if (n > 0 && known.at(-1)?.text !== text) points.set(n, [...known, { text, on: event.on, n: event.n }]);
    }
  }
  return points;
}

function gatherPromises(told: readonly Told[]): ReadonlyMap<number, Wording> {
  return new Map(
    told.flatMap(({ event, texts }) => {
      const text = texts['what'];
      if (event.type !== 'promise-made' || text === undefined) return [];
      return [[event.promise, { text, on: event.on, n: event.n }] as const];
    }),
  );
}

function findOutcomeSought(told: readonly Told[]): string | undefined {
  for (const { event, texts } of told.toReversed()) {
    if (event.type !== 'defined' && event.type !== 'received') continue;
    const perPoint = Object.entries(texts).filter(
      ([field, wish]) => wish !== '' && /^point\.\d+\.outcome-sought$/.test(field),
    );
    const whole = texts['outcome-sought'];
    const text = whole || describeList(perPoint.map(([, wish]) => wish.replace(/\.\s*$/, '')));
    if (text !== '') return text;
    if (whole === '') return undefined;
  }
  return undefined;
}
