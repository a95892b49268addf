import { createHash } from 'node:crypto';
import type { Casebook } from '../../store/cases/casebook.ts';
import { RESIDENT } from '../resident.ts';
import type { Complaint } from './complain-fields.ts';

export type Registered =
  | { readonly caseId: string; readonly reference: string; readonly again: boolean }
  | { readonly refused: readonly { readonly code: string }[] };

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const FORM = 'form';
const UNIQUE_VIOLATION = '23505';

/**
 * Registers a complaint once for each form that was opened: `form` is the random text that the form carried. Sent
 * twice, at the same moment or an hour later, it is the same case and the same reference; `again` says so. The
 * database keeps references unique; the case keeps a digest of the form, so that nobody else's case is taken for it.
 */
export async function registerComplaint(
  casebook: Casebook,
  organisation: string,
  complaint: Complaint,
  form: string,
): Promise<Registered> {
  const digest = digestOf(`${organisation}\n${form}`);
  const year = casebook.today().slice(2, 4);
  // A reference is looked at twice: the second look tells who took it while we were registering.
  for (const seed of Array.from({ length: 5 }, (_, index) => index).flatMap((index) => [index, index])) {
    const reference = makeReference(year, `${digest}\n${seed}`);
    const known = await findSame(casebook, organisation, reference, digest);
    if (known === 'another') continue;
    if (known) return { caseId: known, reference, again: true };
    const registered = await register(casebook, organisation, complaint, reference, digest);
    if (registered) return { again: false, ...registered };
  }
  throw new Error('No free reference was found for a complaint.');
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The year and five letters and digits that can be read out, always the same for the same seed. */
function makeReference(year: string, seed: string): string {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, 5);
  return `${year}-${[...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('')}`;
}

/** The case of this reference where it came from the same form; `another` where it did not. */
async function findSame(
  casebook: Casebook,
  organisation: string,
  reference: string,
  digest: string,
): Promise<string | 'another' | undefined> {
  const row = await casebook.database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('case_list')
      .select('case_id')
      .where('organisation', '=', organisation)
      .where('reference', '=', reference)
      .executeTakeFirst(),
  );
  if (!row) return undefined;
  const record = await casebook.load(organisation, row.case_id);
  return record?.texts.get(1)?.[FORM] === digest ? row.case_id : 'another';
}

/** Undefined where the reference was taken meanwhile: by the same form sent twice at once, or by somebody else. */
async function register(
  casebook: Casebook,
  organisation: string,
  { input, resident }: Complaint,
  reference: string,
  digest: string,
): Promise<Awaited<ReturnType<Casebook['register']>> | undefined> {
  const moment = { on: casebook.today(), at: casebook.now() };
  const kept = { ...resident, [FORM]: digest };
  try {
    return await casebook.register({ organisation, actor: RESIDENT, moment, input, resident: kept, reference });
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}
