import { findCurrentVisit } from '../../../engine/index.ts';
import type { CopyOf } from '../../store/working-copies.ts';
import type { FormBody, Typed } from '../../web/forms.ts';
import type { WishedAction } from '../actions/find-action.ts';
import { MOMENT } from '../actions/read-action.ts';
import type { OpenCase } from '../open-case.ts';

/** The opened form that something was typed in, and the version of the typing that it began with. */
export const PAGE = '_page';
export const BASE = '_base';

/** Whether a person writes parts of the letter that goes with an action. */
export const isComposed = ({ letter, fields }: WishedAction): boolean =>
  letter !== undefined && fields.some(({ name, kind }) => name === 'parts' && kind === 'texts');

/** Which letter of which stay in a stage somebody's typing is for: drafting and sending write the same one. */
export const copyOf = ({ record, standing, person }: OpenCase, { letter, key }: WishedAction): CopyOf => ({
  caseId: record.caseId,
  letter: `${findCurrentVisit(standing.state)?.index ?? 'none'}.${letter?.id ?? key}`,
  person: person.id,
});

/** What of a sent form is worth keeping: everything typed but what the form itself put there, and the day. */
export const typingOf = (sent: FormBody): Typed =>
  Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) =>
      value === undefined || name.startsWith('_') || name.startsWith(MOMENT) ? [] : [[name, plain(value)]],
    ),
  );

const plain = (value: string | readonly string[]): string | readonly string[] =>
  typeof value === 'string' ? value : value.length === 1 ? (value[0] ?? '') : value;
