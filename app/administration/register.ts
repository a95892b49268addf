import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../web/app-parts.ts';
import { routeAddDayOff } from './calendar/add-day-off.ts';
import { routeCalendar } from './calendar/view-calendar.ts';
import { routeWithdrawDayOff } from './calendar/withdraw-day-off.ts';
import { routeExports } from './exports/view-exports.ts';
import { routeSetLimit } from './limits/set-limit.ts';
import { routeLimits } from './limits/view-limits.ts';
import { routeSaveParagraph } from './paragraphs/save-paragraph.ts';
import { routeTurnParagraph } from './paragraphs/turn-paragraph.ts';
import { routeParagraph } from './paragraphs/view-paragraph.ts';
import { routeParagraphs } from './paragraphs/view-paragraphs.ts';
import { routeLeave } from './people/leave.ts';
import { routeAddVersion } from './procedure/add-version.ts';
import { routePutInForce } from './procedure/put-in-force.ts';
import { routeTurnVersion } from './procedure/turn-version.ts';
import { routeVersionFile } from './procedure/version-file.ts';
import { routeVersions } from './procedure/view-versions.ts';
import { routeTeam } from './teams/view-team.ts';
import { routeTeams } from './teams/view-teams.ts';
import { routeAdministration } from './view-administration.ts';

/** The pages of an administrator: what the landlord can change without code. Register identity before. */
export function registerAdministration(app: FastifyInstance, parts: AppParts): void {
  routeAdministration(app, parts);
  routeCalendar(app, parts);
  routeAddDayOff(app, parts);
  routeWithdrawDayOff(app, parts);
  routeExports(app, parts);
  routeParagraphs(app, parts);
  routeSaveParagraph(app, parts);
  routeParagraph(app, parts);
  routeTurnParagraph(app, parts);
  routeVersions(app, parts);
  routeAddVersion(app, parts);
  routePutInForce(app, parts);
  routeTurnVersion(app, parts);
  routeVersionFile(app, parts);
  routeTeams(app, parts);
  routeTeam(app, parts);
  routeLeave(app, parts);
  routeLimits(app, parts);
  routeSetLimit(app, parts);
}
