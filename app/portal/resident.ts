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

/** Whether something was told by this follower, and not by another resident or by the landlord. */
export const isToldBy = ({ by }: CaseEvent, follower: AddresseeKey): boolean =>
  follower === 'resident-1' ? by.kind === 'resident' && !/^resident-\d+$/.test(by.id) : by.id === follower;

/** Whether staff noted something for who follows the case: sure only where nobody else can have said it. */
export const isNotedForThem = (standing: Standing, { by }: CaseEvent): boolean =>
  by.kind === 'staff' && determineAddressees(standing).length === 1;
