import type { IsoDate, RoleHeld } from '../../engine/index.ts';

/** A role that somebody holds from a day on, or until one, both included; without either it is held until it is taken. */
export type RoleTerm = RoleHeld & { readonly from?: IsoDate | undefined; readonly until?: IsoDate | undefined };

/** Whether a role has a first or a last day of its own. */
export const isForATime = ({ from, until }: RoleTerm): boolean => from !== undefined || until !== undefined;

/** The roles held on a day, as the engine judges by them: without their days. */
export function findRolesOn(terms: readonly RoleTerm[], on: IsoDate): readonly RoleHeld[] {
  return terms
    .filter(({ from, until }) => (from === undefined || from <= on) && (until === undefined || on <= until))
    .map(({ from: _from, until: _until, ...held }) => held);
}
