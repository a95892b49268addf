import type { LinkedCase } from '../../../engine/index.ts';
import { openLinkedCase } from '../../store/cases/open-linked-case.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { OpenCase } from '../open-case.ts';

/** Opens the case that a decision asks for beside this one. Its reference, or undefined where none can be taken in. Nothing internal goes along. */
export function registerLinked(parts: AppParts, open: OpenCase, linked: LinkedCase): Promise<string | undefined> {
  const { actor, record, wording } = open;
  return openLinkedCase(parts.casebook, record, linked, { actor, find: (name) => wording.words.textOf?.(name) });
}
