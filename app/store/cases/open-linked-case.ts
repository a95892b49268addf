import {
  type Actor,
  determineReach,
  isAnybodyToWriteTo,
  type LinkedCase,
  mirrorLink,
  passOnReach,
} from '../../../engine/index.ts';
import { type Casebook, type CaseRecord, standingOf } from './casebook.ts';

const RESIDENT = ['resident-name', 'resident-email', 'resident-telephone', 'resident-address'];
/** Linking is the landlord's: where the case follows from what a resident sent, nobody of the staff has done it. */
const BY_ITSELF: Actor = { id: 'redress', kind: 'system', roles: [] };

/**
 * Opens the case that a decision asks for beside this one: from the same resident, for the same service, received when
 * the decision says; each names the other. Who sees this one alone sees that one too, and who sees nothing of this one
 * sees nothing of that. `find`: what was last written on this case under a name. Answers its
 * reference, or undefined where the procedure takes no case then.
 */
export async function openLinkedCase(
  casebook: Pick<Casebook, 'register' | 'act' | 'today'>,
  record: CaseRecord,
  linked: LinkedCase,
  { actor, find }: { readonly actor: Actor; readonly find: (name: string) => string | undefined },
): Promise<string | undefined> {
  const { organisation, caseId, origin } = record;
  const standing = standingOf(record, { on: casebook.today() });
  const { state } = standing;
  const seen = passOnReach(determineReach(standing));
  const told = linked.texts['text'] ?? linked.texts['what-is-wrong'] ?? find('what-happened') ?? '';
  const resident = Object.fromEntries(
    RESIDENT.flatMap((name) => (find(name) === undefined ? [] : [[name, find(name) ?? '']])),
  );
  const input = {
    ...linked.facts,
    kind: 'complaint',
    ...(state.service !== undefined && { service: state.service }),
    ...(state.channel !== undefined && { channel: state.channel }),
    ...(state.anonymous && { anonymous: true, reachable: isAnybodyToWriteTo(state) }),
    'what-happened': told,
    ...(seen && { seen }),
  };
  const opened = await casebook.register({ organisation, actor, moment: linked.receivedOn, input, resident });
  if ('refused' in opened) return undefined;
  const moment = { on: casebook.today() };
  const by = actor.kind === 'staff' ? actor : BY_ITSELF;
  const link = (id: string, to: string, how: string) =>
    casebook.act({ organisation, caseId: id, actor: by, command: 'link', moment, input: { to, how } });
  await link(opened.caseId, origin.reference, mirrorLink(linked.how));
  await link(caseId, opened.reference, linked.how);
  return opened.reference;
}
