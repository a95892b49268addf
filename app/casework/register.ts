import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../web/app-parts.ts';
import { routeAbsences } from './absences/view-absences.ts';
import { routeActions } from './actions/route-actions.ts';
import { routeBoard } from './board/view-board.ts';
import { routeCalendarFeed } from './calendar-feed/view-feed.ts';
import { routeCasePage } from './case-page/view-case.ts';
import { routePrint } from './case-page/view-print.ts';
import { routeClauses } from './clauses/view-clause.ts';
import { routeDefinition } from './definition/view-definition.ts';
import { routeFiles } from './files/view-file.ts';
import { routeFollowCode } from './follow-code/give-code.ts';
import { routeInvestigation } from './investigation/route-investigation.ts';
import { routeLetters } from './letters/view-letter.ts';
import { routeLogComplaint } from './log-complaint/log-complaint.ts';
import { routeReceipt } from './log-complaint/view-receipt.ts';
import { routeSettings } from './my-settings/view-settings.ts';
import { routeMyWork } from './my-work/view-my-work.ts';
import { routeOpening } from './opening/ask-reason.ts';
import { routeOthers } from './presence/view-others.ts';
import { routeProcedure } from './procedure/view-procedure.ts';
import { routePromises } from './promises/view-promises.ts';
import { routeWorkList } from './work-list/view-work-list.ts';

/** The pages of staff. Register identity before: it says who is signed in, and which cases are within their reach. */
export function registerCasework(app: FastifyInstance, parts: AppParts): void {
  routeMyWork(app, parts);
  routeBoard(app, parts);
  routeAbsences(app, parts);
  routeSettings(app, parts);
  routeCalendarFeed(app, parts);
  routeWorkList(app, parts);
  routeLogComplaint(app, parts);
  routeReceipt(app, parts);
  routeCasePage(app, parts);
  routeOpening(app, parts);
  routePromises(app, parts);
  routeActions(app, parts);
  routeInvestigation(app, parts);
  routeFiles(app, parts);
  routeDefinition(app, parts);
  routeOthers(app, parts);
  routeLetters(app, parts);
  routePrint(app, parts);
  routeFollowCode(app, parts);
  routeClauses(app, parts);
  routeProcedure(app, parts);
}
