import { askWhyAnother } from './ask-why-another.ts';
import type { Command } from './command.ts';
import { acceptEscalation } from './commands/accept-escalation.ts';
import { acknowledge } from './commands/acknowledge.ts';
import { addEvidence } from './commands/add-evidence.ts';
import { addPoint } from './commands/add-point.ts';
import { addResident } from './commands/add-resident.ts';
import { agreeTime } from './commands/agree-time.ts';
import { allocate } from './commands/allocate.ts';
import {
  chaseInformation,
  moveInformation,
  putOffInformation,
  receiveInformation,
  settleInformation,
  withdrawInformation,
} from './commands/answer-information.ts';
import { declareInterest, giveAvailability, proposePanelDays, recordPanelReply } from './commands/arrange-panel.ts';
import { askAward, decideAward } from './commands/award.ts';
import { changeProcedure } from './commands/change-procedure.ts';
import { classify } from './commands/classify.ts';
import { close } from './commands/close.ts';
import { commentOnDraft } from './commands/comment-on-draft.ts';
import { confirmDefinition } from './commands/confirm-definition.ts';
import { contact } from './commands/contact.ts';
import { correct } from './commands/correct.ts';
import { decideTimeLimit } from './commands/decide-time-limit.ts';
import { define } from './commands/define.ts';
import { doStep } from './commands/do-step.ts';
import { draft } from './commands/draft.ts';
import { endContactPlan } from './commands/end-contact-plan.ts';
import { extend } from './commands/extend.ts';
import { forward } from './commands/forward.ts';
import { giveVerbalResponse } from './commands/give-verbal-response.ts';
import { answerComment, choosePapers, keepMinutes, sendPapers } from './commands/hold-panel.ts';
import { keepApart } from './commands/keep-apart.ts';
import { keepPromise } from './commands/keep-promise.ts';
import { link } from './commands/link.ts';
import { merge } from './commands/merge.ts';
import { nameRepresentative } from './commands/name-representative.ts';
import { nameSupporter } from './commands/name-supporter.ts';
import { note } from './commands/note.ts';
import { noteLearning } from './commands/note-learning.ts';
import { openCaseTo } from './commands/open-case-to.ts';
import { pay } from './commands/pay.ts';
import { promise } from './commands/promise.ts';
import { raiseComplaint } from './commands/raise-complaint.ts';
import { receive } from './commands/receive.ts';
import { recordAuthority } from './commands/record-authority.ts';
import { recordInternalConversation, recordOutsideConversation } from './commands/record-conversation.ts';
import { recordDetails } from './commands/record-details.ts';
import { recordFacts } from './commands/record-facts.ts';
import { recordFinding } from './commands/record-finding.ts';
import { recordIncident } from './commands/record-incident.ts';
import { recordInterview, recordVisit } from './commands/record-interview.ts';
import { recordOmbudsmanContact } from './commands/record-ombudsman-contact.ts';
import { meetRequirement, recordRequirement, updateRequirement } from './commands/record-requirement.ts';
import { recordSatisfaction } from './commands/record-satisfaction.ts';
import { refer } from './commands/refer.ts';
import { refuseComplaint } from './commands/refuse-complaint.ts';
import { refuseEscalation } from './commands/refuse-escalation.ts';
import { removeResident } from './commands/remove-resident.ts';
import { reopen } from './commands/reopen.ts';
import { requestEscalation } from './commands/request-escalation.ts';
import { requestInformation } from './commands/request-information.ts';
import { respond } from './commands/respond.ts';
import { liftCaseRestriction, restrictCase } from './commands/restrict-case.ts';
import { restrictContact } from './commands/restrict-contact.ts';
import { reviewRestriction } from './commands/review-restriction.ts';
import { sayNotOurs } from './commands/say-not-ours.ts';
import { sendCopy } from './commands/send-copy.ts';
import { sendUpdate } from './commands/send-update.ts';
import { setContactPlan } from './commands/set-contact-plan.ts';
import { setQuestions } from './commands/set-questions.ts';
import { takeIn } from './commands/take-in.ts';
import { undo } from './commands/undo.ts';
import { updatePromise } from './commands/update-promise.ts';
import { voidRecording } from './commands/void.ts';
import { withdraw } from './commands/withdraw.ts';
import { shareEvidence, withdrawEvidence } from './commands/withdraw-evidence.ts';
import { withdrawPoint } from './commands/withdraw-point.ts';

/** Everything that can be done on a case, in the order that forms and references list it. */
export const COMMANDS: readonly Command[] = [...listOfTheWork(), ...listOfAfterwards()].map(askWhyAnother);

/** From the first contact to the end of a stage. */
function listOfTheWork(): readonly Command[] {
  return [
    receive,
    forward,
    classify,
    merge,
    sayNotOurs,
    raiseComplaint,
    decideTimeLimit,
    refuseComplaint,
    refer,
    define,
    confirmDefinition,
    acknowledge,
    allocate,
    contact,
    addPoint,
    withdrawPoint,
    setQuestions,
    addEvidence,
    recordInterview,
    recordVisit,
    shareEvidence,
    withdrawEvidence,
    recordInternalConversation,
    recordOutsideConversation,
    ...listRequestCommands(),
    recordFinding,
    doStep,
    ...listPanelCommands(),
    draft,
    commentOnDraft,
    answerComment,
    agreeTime,
    extend,
    sendUpdate,
    setContactPlan,
    endContactPlan,
    promise,
    giveVerbalResponse,
    respond,
    requestEscalation,
    acceptEscalation,
    refuseEscalation,
  ];
}

function listRequestCommands(): readonly Command[] {
  return [
    requestInformation,
    chaseInformation,
    receiveInformation,
    putOffInformation,
    moveInformation,
    settleInformation,
    withdrawInformation,
  ];
}

function listPanelCommands(): readonly Command[] {
  return [proposePanelDays, giveAvailability, declareInterest, recordPanelReply, choosePapers, sendPapers, keepMinutes];
}

/** What comes after an answer, who is on the case, and what is about the record itself. */
function listOfAfterwards(): readonly Command[] {
  return [
    recordSatisfaction,
    updatePromise,
    keepPromise,
    pay,
    askAward,
    decideAward,
    noteLearning,
    close,
    withdraw,
    reopen,
    nameRepresentative,
    recordAuthority,
    nameSupporter,
    addResident,
    removeResident,
    recordDetails,
    sendCopy,
    recordFacts,
    recordOmbudsmanContact,
    recordRequirement,
    updateRequirement,
    meetRequirement,
    link,
    ...listBeside(),
    keepApart,
    takeIn,
    changeProcedure,
    note,
    undo,
    correct,
    voidRecording,
  ];
}

/** What goes beside the complaint and moves nothing of it: how somebody behaves, and who sees the case. */
function listBeside(): readonly Command[] {
  return [recordIncident, restrictContact, reviewRestriction, restrictCase, openCaseTo, liftCaseRestriction];
}

const BY_NAME = new Map(
  COMMANDS.flatMap((command) => [[command.name, command] as const, [command.word, command] as const]),
);

/** The command of this name, or of this word of a replay file; undefined when there is none. */
export function findCommand(nameOrWord: string): Command | undefined {
  return BY_NAME.get(nameOrWord);
}
