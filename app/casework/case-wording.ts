import { type GatheredTexts, gatherLetterTexts, makeLetterWords } from '../documents/gather-letter-texts.ts';
import { type RequestWords, readRequests, readRequirements } from '../documents/read-requests.ts';
import type { CaseRecord } from '../store/cases/casebook.ts';
import type { LetterWords } from '../texts/index.ts';

/** The wording of a case that its events do not hold: who, and what was said. */
export type CaseWording = {
  readonly resident: GatheredTexts['resident'];
  /** Everybody who may get its letters, and those who help and get none. */
  readonly people: GatheredTexts['people'];
  readonly supporters: GatheredTexts['supporters'];
  /** What was last written under a name: `what-happened`, the id of a question … */
  readonly textOf: (name: string) => string | undefined;
  readonly outcomeSought: string | undefined;
  readonly pointText: (n: number) => string | undefined;
  readonly promiseText: (n: number) => string | undefined;
  readonly promiseContact: (n: number) => string | undefined;
  readonly requests: ReadonlyMap<number, RequestWords>;
  readonly requirements: ReturnType<typeof readRequirements>;
  readonly comments: GatheredTexts['comments'];
  /** The same for letters. */
  readonly words: LetterWords;
};

/** Reads the wording of a loaded case; later words stand in for earlier ones of the same name. */
export function readWording(record: CaseRecord, nameOf: (person: string) => string | undefined): CaseWording {
  const gathered = gatherLetterTexts(record);
  return {
    resident: gathered.resident,
    people: gathered.people,
    supporters: gathered.supporters,
    textOf: (name) => gathered.find(name),
    outcomeSought: gathered.outcomeSought,
    pointText: (n) => gathered.points.get(n)?.at(-1)?.text,
    promiseText: (n) => gathered.promises.get(n)?.text,
    promiseContact: (n) => gathered.contacts.get(n),
    requests: readRequests(record),
    requirements: readRequirements(record),
    comments: gathered.comments,
    words: makeLetterWords(gathered, nameOf),
  };
}
