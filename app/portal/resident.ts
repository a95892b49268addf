import type { Actor } from '../../engine/index.ts';

/** The complainant, as what they do is recorded: without a name. */
export const RESIDENT: Actor = { id: 'resident', kind: 'resident', roles: [] };
