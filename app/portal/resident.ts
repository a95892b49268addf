import {
  type Actor,
  type AddresseeKey,
  type CaseEvent,
  determineAddressees,
  type Standing,
} from '../../engine/index.ts';

/** Who complained first, as what they do is recorded: without a name. */
export const RESIDENT: Actor = { id: 'resident', kind: 'resident', roles: [] };

/** Whoever follows a case, as what they do there is recorded: without a name. */
export function actorOf(follower: AddresseeKey): Actor {
  if (follower === 'resident-1') return RESIDENT;
  return { id: follower, kind: follower === 'representative' ? 'representative' : 'resident', roles: [] };
}

/** Who follows a case, and since which recording they are on it: their key may have been somebody else's before. */
export type Follower = { readonly follower: AddresseeKey; readonly since: number };

/** Whether something was told by this follower, and not by another resident, by who was there before, or by the landlord. */
export const isToldBy = ({ by, n }: CaseEvent, { follower, since }: Follower): boolean =>
  n >= since &&
  (follower === 'resident-1' ? by.kind === 'resident' && !/^resident-\d+$/.test(by.id) : by.id === follower);

/** Whether staff noted something for who follows the case: sure only where nobody else can have said it. */
export const isNotedForThem = (standing: Standing, { by }: CaseEvent): boolean =>
  by.kind === 'staff' && determineAddressees(standing).length === 1;
