import type { Migration } from 'kysely/migration';
import { events } from './0001-events.ts';
import { delivery } from './0002-delivery.ts';
import { readModels } from './0003-read-models.ts';
import { accounts } from './0004-accounts.ts';
import { duties } from './0005-duties.ts';
import { inbox } from './0006-inbox.ts';
import { day } from './0007-day.ts';
import { search } from './0008-search.ts';
import { presence } from './0009-presence.ts';
import { evidence } from './0010-evidence.ts';
import { satisfaction } from './0011-satisfaction.ts';
import { workingCopies } from './0012-working-copies.ts';
import { openings } from './0013-openings.ts';
import { panelMembers } from './0015-panel-members.ts';
import { teams } from './0017-teams.ts';

/**
 * Every migration, in the order of its number. One that has been released is never edited: a change is a new number.
 * They are written for PostgreSQL 15, the older of the two that run them.
 */
export const migrations: Record<string, Migration> = {
  '0001-events': events,
  '0002-delivery': delivery,
  '0003-read-models': readModels,
  '0004-accounts': accounts,
  '0005-duties': duties,
  '0006-inbox': inbox,
  '0007-day': day,
  '0008-search': search,
  '0009-presence': presence,
  '0010-evidence': evidence,
  '0011-satisfaction': satisfaction,
  '0012-working-copies': workingCopies,
  '0013-openings': openings,
  '0015-panel-members': panelMembers,
  '0017-teams': teams,
};
