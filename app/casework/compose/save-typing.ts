import type { FastifyInstance } from 'fastify';
import { deleteWorkingCopies, type SavedCopy, saveWorkingCopy } from '../../store/working-copies.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { type FormBody, firstOf } from '../../web/forms.ts';
import { findAction, type WishedAction } from '../actions/find-action.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { describeComposer } from './describe-composer.ts';
import { BASE, copyOf, isComposed, PAGE, typingOf } from './letter-key.ts';
import { REGIONS, renderElsewhere, renderRegions } from './render-panels.ts';

/** Puts by what somebody has typed for a letter, as their own and no part of the record. `kept`: they asked for it. */
export async function saveTyping(
  parts: Pick<AppParts, 'casebook' | 'now'>,
  open: OpenCase,
  action: WishedAction,
  sent: FormBody,
  kept: boolean,
): Promise<SavedCopy> {
  const { organisation } = open.record;
  const base = Number(firstOf(sent, BASE)) || 0;
  const copy = { page: firstOf(sent, PAGE).slice(0, 64), base, kept, savedAt: parts.now(), typed: typingOf(sent) };
  return parts.casebook.database.inOrganisation(organisation, (tx) =>
    saveWorkingCopy(tx, organisation, copyOf(open, action), copy),
  );
}

/** What was typed for a letter goes once the letter has gone. A draft that stays inside leaves it: there are versions to compare. */
export async function forgetTyping(
  parts: Pick<AppParts, 'casebook'>,
  open: OpenCase,
  action: WishedAction,
): Promise<void> {
  if (action.command.does === 'draft' && !action.step?.['for-comment']) return;
  const { organisation } = open.record;
  const { caseId, letter } = copyOf(open, action);
  await parts.casebook.database.inOrganisation(organisation, (tx) =>
    deleteWorkingCopies(tx, organisation, { caseId, letter }),
  );
}

/**
 * Takes what is being typed from a page that sends it by itself, and answers what of the page has changed by it: the
 * parts of the page by their id, and the version to go on from.
 */
export function routeTyping(app: FastifyInstance, parts: AppParts): void {
  app.post(caseworkPaths.typing.pattern, { config: { access: 'case' } }, async (request, reply) => {
    const open = await openCase(request, parts);
    const action = findAction(open, (request.params as { action: string }).action);
    if (!action || !isComposed(action)) return reply.callNotFound();
    const { version, elsewhere } = await saveTyping(parts, open, action, request.form, false);
    const typed = typingOf(request.form);
    const composer = await describeComposer(parts, open, action, typed, { ...request.form, [BASE]: String(version) });
    const regions = composer ? renderRegions(open, action, composer) : {};
    const told = elsewhere === undefined ? {} : { [REGIONS.others]: renderElsewhere(open, action) };
    const shown = Object.fromEntries(
      Object.entries({ ...regions, ...told }).map(([id, content]) => [id, String(content)]),
    );
    return reply.type('application/json').send({ version, elsewhere: elsewhere !== undefined, regions: shown });
  });
}
