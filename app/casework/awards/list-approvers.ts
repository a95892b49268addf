import { determineAuthority, determineReach, isInReach, seesNoCases } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import { describeMoney, fill } from '../../texts/index.ts';
import type { Option } from '../../web/forms.ts';
import type { OpenCase } from '../open-case.ts';

/** Somebody who can approve an amount on a case, up to so much in pence; undefined: whatever it is. */
export type Approver = { readonly person: Person; readonly pence: number | undefined };

/**
 * Everybody but whoever looks who may approve so much in all on a case and sees it, whose limit is just high enough in
 * front: nobody goes to the director for what the manager can approve.
 */
export function listApprovers(open: OpenCase, pence: number): readonly Approver[] {
  const { standing, people, person: self, limits } = open;
  const { policy } = standing;
  const reach = determineReach(standing);
  const seesIt = (one: Person): boolean =>
    one.state === 'active' &&
    one.roles.length > 0 &&
    !seesNoCases(policy.pack, one.roles) &&
    isInReach(reach, one, policy.pack);
  return people
    .filter((one) => one.id !== self.id && seesIt(one))
    .map((person) => ({ person, pence: determineAuthority(policy, person, limits, standing.asOf.on)?.pence }))
    .filter((one) => one.pence === undefined || one.pence >= pence)
    .toSorted((a, b) => (a.pence ?? Number.MAX_SAFE_INTEGER) - (b.pence ?? Number.MAX_SAFE_INTEGER));
}

/** “Maya Khan, Complaints manager, up to £1,000”. */
export function nameApprover({ standing, texts }: OpenCase, { person, pence }: Approver): string {
  const titleOf = (id: string): string => standing.policy.pack.roles.find((role) => role.id === id)?.title ?? id;
  const titles = [...new Set(person.roles.map(({ role }) => titleOf(role)))];
  const words = texts.pages['awards']!;
  const most = pence === undefined ? words['any-amount']! : fill(words['up-to']!, { amount: describeMoney(pence) });
  return [person.name, ...titles, most].join(', ');
}

/** Whom approval can be asked of: everybody whose limit is above that of whoever asks. */
export function offerApprovers(open: OpenCase): readonly Option[] {
  const { standing, actor, limits } = open;
  const own = determineAuthority(standing.policy, actor, limits, standing.asOf.on)?.pence ?? 0;
  return listApprovers(open, own + 1).map((one) => ({ value: one.person.id, label: nameApprover(open, one) }));
}
