import { path } from '../web/paths.ts';

/** The residents' pages. Nothing personal stands in any address: which complaint is followed, a cookie says. */
export const landlordsPage = path('/');
export const landlordPage = path('/:organisation');
export const complainPage = path('/:organisation/complain');
/** After a complaint was sent: its reference and its code, shown once. */
export const sentPage = path('/:organisation/complain/sent');
export const followPage = path('/:organisation/follow');
export const followedPage = path('/:organisation/follow/complaint');
/** `n`: the number of the recording that the letter went with. */
export const sentLetterPage = path('/:organisation/follow/complaint/letters/:n');
/** A file that they may see; `n`: the number of the evidence. */
export const sharedFilePage = path('/:organisation/follow/complaint/files/:n');
export const askNextStage = path('/:organisation/follow/complaint/next-stage');
export const addMore = path('/:organisation/follow/complaint/more');
/** What they say on a draft of the answer. */
export const commentOnDraft = path('/:organisation/follow/complaint/comments');
export const newCode = path('/:organisation/follow/complaint/code');
export const leaveFollowing = path('/:organisation/follow/leave');
/** Where somebody who was asked for information answers, by a link that is for them alone. */
export const answerPage = path('/:organisation/answer/:token');
export const accessibilityPage = path('/accessibility');
export const privacyPage = path('/privacy');
export const aboutPage = path('/about');
