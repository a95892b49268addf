import { MOST_MONTHS_AHEAD, type ProcedureRefusal } from '../../packs/procedures/keep-procedure.ts';

/** Why something was not done with a version, and what to do. */
export const REFUSED: Readonly<Record<ProcedureRefusal, string>> = {
  'known-version':
    'There is a version of this name already, and cases may follow it. Give the new one another name (version:)',
  'no-such-version': 'This version is not there any more: somebody else took it away',
  'in-force-already':
    'The day of this version has come, and cases follow it. To go back to other rules, add a version with them and put that in force',
  'in-the-past': 'Choose today or a day to come: what has come in follows the version of its day',
  'too-far': `Choose a day within ${MOST_MONTHS_AHEAD / 12} years: further ahead it is most likely a slip`,
  'day-taken': 'Another version begins on this day. Choose another day, or take the other back first',
  'has-a-day': 'It is to come into force. Take that back first, then take the version away',
  'no-day': 'No day was chosen for it here, so there is none to take back',
};
