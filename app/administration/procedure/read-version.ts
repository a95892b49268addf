import { createHash } from 'node:crypto';
import { type Policy, readAnchors } from '../../../engine/index.ts';
import type { Procedures } from '../../packs/procedures/open-procedures.ts';
import type { FileFault } from '../../packs/read-yaml.ts';
import type { FieldError } from '../../web/errors.ts';
import { type FormBody, firstOf, type Upload } from '../../web/forms.ts';

const KB = 1024;
/** The largest pack that comes with Redress has 95 KB. */
const LONGEST_PACK = 500 * KB;
const LONGEST_SOURCE = 1000 * KB;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** What came of a version that was given: its texts in any case, so that nothing of them is lost. */
export type GivenVersion = {
  readonly words: string;
  /** Absent: the text that stands in the policies folder. */
  readonly source: string | undefined;
  readonly hash: string;
  /** There where the file is sound. */
  readonly policy: Policy | undefined;
  readonly faults: readonly FileFault[];
  readonly errors: readonly FieldError[];
};

type Wish = { readonly procedures: Procedures; readonly organisation: string };

/**
 * Reads a version from a form: the file chosen, else what stands in the box. Refused with where, what and how to mend:
 * no file, one too large or not text, a name that cannot be one, and every fault that the check of packs finds.
 */
export function readVersion(
  { procedures, organisation }: Wish,
  form: FormBody,
  uploads: readonly Upload[],
): GivenVersion {
  const pack = readText(form, uploads, { field: 'words', upload: 'file', most: LONGEST_PACK });
  const source = readText(form, uploads, { field: 'source', upload: 'source-file', most: LONGEST_SOURCE });
  const words = pack.text;
  const hash = createHash('sha256').update(words, 'utf8').digest('hex');
  const given = { words, source: source.text.trim() === '' ? undefined : source.text, hash };
  const errors = [...pack.errors, ...source.errors];
  const none = { ...given, policy: undefined, faults: [] };
  if (errors.length > 0) return { ...none, errors };
  if (words.trim() === '')
    return { ...none, errors: [{ field: 'file', message: 'Choose the file of the version, a .yaml file' }] };
  const read = procedures.read(organisation, words, given.source);
  const faults = [...listTwice(given.source), ...read.faults];
  const wrong = [...checkName(read.policy), ...(faults.length > 0 ? [tellFaults(faults)] : [])];
  return { ...given, faults, policy: wrong.length > 0 ? undefined : read.policy, errors: wrong };
}

type Place = { readonly field: string; readonly upload: string; readonly most: number };

function readText(form: FormBody, uploads: readonly Upload[], { field, upload, most }: Place) {
  const file = uploads.find((one) => one.field === upload);
  const typed = firstOf(form, field).replace(/\r\n?/g, '\n');
  const fail = (message: string) => ({ text: typed, errors: [{ field: upload, message }] });
  if ((file?.bytes.length ?? typed.length) > most)
    return fail(`The file is larger than ${most / KB} KB. Choose the file of the version, and no other`);
  if (!file) return { text: typed, errors: [] };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file.bytes);
    if (text.includes('\0'))
      return fail(`“${file.filename}” is not a text file. Choose a .yaml file, as text in UTF-8`);
    return { text: text.replace(/\r\n?/g, '\n'), errors: [] };
  } catch {
    return fail(`“${file.filename}” is not a text file. Save it as text in UTF-8, or choose another`);
  }
}

function checkName(policy: Policy | undefined): readonly FieldError[] {
  if (!policy || NAME.test(policy.pack.version)) return [];
  const message = `“${policy.pack.version}” cannot be the name of a version. Use letters, digits, dots and hyphens, such as 2027-01 (version:)`;
  return [{ field: 'words', message }];
}

const tellFaults = ({ length }: readonly FileFault[]): FieldError => ({
  field: 'words',
  message: `The file has ${length === 1 ? 'a fault' : `${length} faults`}, listed below with the line of each. Mend the file and choose it again, or mend it in the box`,
});

/** A clause that is cited must be one: an anchor that stands twice could be either. */
const listTwice = (source: string | undefined): readonly FileFault[] =>
  (source === undefined ? [] : readAnchors(source).twice).map((anchor) => {
    const mark = `{#${anchor}}`;
    const first = source?.indexOf(mark) ?? 0;
    const before = (source ?? '').slice(0, source?.indexOf(mark, first + 1)).split('\n');
    return {
      ...{ file: 'the text', line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
      what: `In your text the anchor ${mark} stands twice.`,
      why: 'A clause that is cited could be either.',
      mend: 'Give the second another name, such as its number with a letter.',
    };
  });
