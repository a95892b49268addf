import type { LinkedCase } from '../../../engine/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { OpenCase } from '../open-case.ts';

const RESIDENT = ['resident-name', 'resident-email', 'resident-telephone', 'resident-address'];

/**
 * Opens the case that a decision asks for beside this one: from the same resident, for the same service, received when
 * the decision says; each names the other. Its reference, or undefined where the procedure takes no case then.
 */
export async function registerLinked(parts: AppParts, open: OpenCase, linked: LinkedCase): Promise<string | undefined> {
  const { organisation, caseId, origin } = open.record;
  const { state } = open.standing;
  const { actor, wording } = open;
  const told = linked.texts['text'] ?? linked.texts['what-is-wrong'] ?? wording.textOf('what-happened') ?? '';
  const resident = Object.fromEntries(
    RESIDENT.flatMap((name) => (wording.textOf(name) === undefined ? [] : [[name, wording.textOf(name) ?? '']])),
  );
  const input = {
    kind: 'complaint',
    ...(state.service !== undefined && { service: state.service }),
    ...(state.channel !== undefined && { channel: state.channel }),
    'what-happened': told,
  };
  const opened = await parts.casebook.register({ organisation, actor, moment: linked.receivedOn, input, resident });
  if ('refused' in opened) return undefined;
  const link = (id: string, to: string) =>
    parts.casebook.act({
      organisation,
      caseId: id,
      actor,
      command: 'link',
      moment: { on: parts.today() },
      input: { to, how: linked.how },
    });
  await link(opened.caseId, origin.reference);
  await link(caseId, opened.reference);
  return opened.reference;
}
