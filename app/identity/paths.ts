import { path } from '../web/paths.ts';

export const signInPage = path('/sign-in');
export const signOutPage = path('/sign-out');
/** Where somebody who belongs to several organisations chooses one. */
export const chooseOrganisationPage = path('/choose-organisation');
/** Where a one-time link leads: a new password. */
export const setPasswordPage = path('/set-password/:organisation/:token');
export const peoplePage = path('/people');
export const addPersonPage = path('/people/add');
export const personPage = path('/people/:person');
export const changeRolesPage = path('/people/:person/roles');
/** A role from a day to a day, and taking one away. */
export const roleForATimePage = path('/people/:person/roles/for-a-time');
export const endRolePage = path('/people/:person/roles/end');
export const resetPasswordPage = path('/people/:person/reset-password');
export const closeAccountPage = path('/people/:person/close');
/** Where whoever may see a restricted case says why they open it; `?next=` leads on. */
export const openingPage = path('/cases/:id/open');

/** An address within this installation, or undefined: nobody can be sent elsewhere by a link to the sign-in. */
export function readAddressHere(given: unknown): string | undefined {
  return typeof given === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(given) && !given.startsWith('/sign-')
    ? given
    : undefined;
}
