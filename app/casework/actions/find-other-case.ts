import {
  type CaseEvent,
  checkReachAlike,
  type Input,
  type Refusal,
  refuse,
  refuseUnseenOther,
} from '../../../engine/index.ts';
import { type CaseRecord, standingOf } from '../../store/cases/casebook.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { FieldError } from '../../web/errors.ts';
import { NOT_OPEN } from '../hide-links.ts';
import { findByReference } from '../inbox/find-by-reference.ts';
import { isTied, type Tie } from '../links/tie-cases.ts';
import type { OpenCase } from '../open-case.ts';
import type { WishedAction } from './find-action.ts';

/** The other case that an action says something of, and what; or what is wrong with it. */
export type OtherCase = {
  readonly other?: CaseRecord;
  readonly tie?: Tie;
  readonly errors: readonly FieldError[];
  readonly refusals: readonly Refusal[];
};

const NONE: OtherCase = { errors: [], refusals: [] };

/**
 * Whom else an action is about: the case that this one is linked to by its reference, or that an entry to be undone
 * names. A case out of reach is answered like one that is not there. Where not the same people see both, the two are
 * not linked by this form; where cases are compared, it is asked.
 */
export async function findOtherCase(
  parts: AppParts,
  open: OpenCase,
  { command }: Pick<WishedAction, 'command'>,
  input: Input,
): Promise<OtherCase> {
  if (command.name === 'link') return findLinked(parts, open, input);
  return command.name === 'undo' || command.name === 'void' ? findNamed(parts, open, input) : NONE;
}

async function findLinked(parts: AppParts, { record, standing, person }: OpenCase, input: Input): Promise<OtherCase> {
  const { to, how } = input;
  if (typeof to !== 'string') return NONE;
  const wrong = (message: string): OtherCase => ({ errors: [{ field: 'to', message }], refusals: [] });
  const other = await findByReference(parts, record.organisation, person, to);
  if (!other) return wrong(`There is no case ${to.trim()} that you can see. Check the reference`);
  if (other.caseId === record.caseId) return wrong('This is the case itself. Enter the reference of another one');
  if (isTied(record, other, 'link') && isTied(other, record, 'link'))
    return wrong(`The two are linked already. Undo that first to say something else of ${other.origin.reference}`);
  const tie = { command: 'link', how: typeof how === 'string' ? how : 'same-matter' } as const;
  return { other, tie, errors: [], refusals: checkReachAlike(standing, standingOf(other, { on: parts.today() })) };
}

/** An entry that stands on two cases is taken back on both; two that were put together, where that was done. */
async function findNamed(parts: AppParts, { record, person }: OpenCase, input: Input): Promise<OtherCase> {
  const event = findEntry(record.events, Number(input['recording']));
  if (event?.type === 'merged' || event?.type === 'taken-in') return { errors: [], refusals: [refuse('on-two-cases')] };
  if (event?.type !== 'linked' && event?.type !== 'kept-apart') return NONE;
  const named = event.type === 'linked' ? event.to : event.from;
  if (named === NOT_OPEN) return { errors: [], refusals: [refuseUnseenOther()] };
  const other = await findByReference(parts, record.organisation, person, named);
  const tie: Tie = event.type === 'linked' ? { command: 'link', how: event.how } : { command: 'keep-apart' };
  return other ? { other, tie, errors: [], refusals: [] } : NONE;
}

/** The entry that is meant in the end, where what is undone undid another. */
function findEntry(events: readonly CaseEvent[], n: number): CaseEvent | undefined {
  const event = events.find((one) => one.n === n);
  return event?.type === 'voided' ? findEntry(events, event.event) : event;
}
