import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppParts } from '../web/app-parts.ts';
import { button, input, passwordInput, radios } from '../web/components/index.ts';
import type { FieldError } from '../web/errors.ts';
import { type Html, html } from '../web/html.ts';
import type { Page } from '../web/page.ts';
import { renderHidden } from '../web/render-field.ts';
import { firstOf } from '../web/server.ts';
import { type Accounts, findPasswordFault, SHORTEST_PASSWORD } from './accounts.ts';
import { chooseOrganisationPage, readAddressHere, setPasswordPage, signInPage, signOutPage } from './paths.ts';
import type { People } from './people.ts';
import { ORGANISATION_COOKIE, type Sessions } from './session.ts';

export type IdentityParts = Pick<
  AppParts,
  'organisations' | 'publicUrl' | 'now' | 'today' | 'casebook' | 'teams' | 'limits' | 'absences'
> & {
  readonly accounts: Accounts;
  readonly people: People;
  readonly sessions: Sessions;
  /** Where a person's work begins, once signed in. */
  readonly home: string;
};

const PUBLIC = { config: { access: 'public' } } as const;
/** The same whether the address is known, the password wrong, or the account closed. */
const NO_MATCH = 'The e-mail address and the password do not belong together, or the account is closed';
const LOCKED = 'Too many wrong passwords. Wait 15 minutes and try again, or ask your administrator for a new password';

/** Sign in, sign out, choose an organisation, set a password by a one-time link. */
export function registerSignInPages(app: FastifyInstance, parts: IdentityParts): void {
  app.get(signInPage.pattern, PUBLIC, (request, reply) => {
    if (request.session) return reply.seeOther(parts.home);
    const next = readAddressHere((request.query as { next?: unknown }).next);
    return reply.page(describeSignIn(request, { next }));
  });
  app.post(signInPage.pattern, PUBLIC, (request, reply) => submitSignIn(parts, request, reply));
  app.post(signOutPage.pattern, PUBLIC, (request, reply) => submitSignOut(parts, request, reply));
  app.get(chooseOrganisationPage.pattern, PUBLIC, (request, reply) => viewChoice(parts, request, reply));
  app.post(chooseOrganisationPage.pattern, PUBLIC, (request, reply) => submitChoice(parts, request, reply));
  app.get(setPasswordPage.pattern, PUBLIC, (request, reply) => reply.page(describeSetPassword(request)));
  app.post(setPasswordPage.pattern, PUBLIC, (request, reply) => submitSetPassword(parts, request, reply));
}

type SignInShown = { next?: string | undefined; email?: string; errors?: readonly FieldError[] };

function describeSignIn(request: FastifyRequest, { next, email, errors = [] }: SignInShown): Page {
  const messageOf = (field: string) => errors.find((error) => error.field === field)?.message;
  const body = html`<form method="post" action="${signInPage()}" novalidate>
  ${request.csrfField}${next === undefined ? undefined : renderHidden('_next', next)}
  ${input({ name: 'email', id: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username', spellcheck: false, value: email, errorMessage: messageOf('email') })}
  ${passwordInput({ name: 'password', id: 'password', label: 'Password', errorMessage: messageOf('password') })}
  ${button({ text: 'Sign in', preventDoubleClick: true })}
</form>
<p class="govuk-body">This is for the people who work on complaints. To make a complaint, or see how yours is going, <a class="govuk-link" href="/">choose your landlord</a>.</p>
<p class="govuk-body">If you have forgotten your password, ask an administrator of your organisation for a link to set a new one.</p>`;
  return { title: 'Sign in', body, errors };
}

async function submitSignIn(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const email = firstOf(request.form, 'email').trim();
  const password = firstOf(request.form, 'password');
  const next = readAddressHere(firstOf(request.form, '_next'));
  const show = (errors: readonly FieldError[]) => reply.page(describeSignIn(request, { next, email, errors }), 422);
  if (email === '') return show([{ field: 'email', message: 'Enter your e-mail address' }]);
  if (password === '') return show([{ field: 'password', message: 'Enter your password' }]);
  const outcome = await parts.accounts.signIn(email, password);
  if ('refused' in outcome)
    return show([{ field: 'email', message: outcome.refused === 'locked' ? LOCKED : NO_MATCH }]);
  const choices = await parts.sessions.findChoices(outcome.account);
  if (choices.length === 0) return show([{ field: 'email', message: NO_MATCH }]);
  for (const cookie of outcome.cookies) reply.header('set-cookie', cookie);
  const [only] = choices;
  if (choices.length === 1 && only !== undefined) {
    await parts.people.noteSignIn(only, outcome.account);
    return reply.seeOther(next ?? parts.home);
  }
  return reply.seeOther(chooseOrganisationPage(undefined, { next }));
}

async function submitSignOut(
  parts: IdentityParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  for (const cookie of await parts.accounts.signOut(request.headers.cookie ?? '')) reply.header('set-cookie', cookie);
  reply.clearCookie(ORGANISATION_COOKIE, { path: '/' });
  return reply.notice({ type: 'success', text: 'You are signed out.' }).seeOther(signInPage());
}

async function viewChoice(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const next = readAddressHere((request.query as { next?: unknown }).next);
  const choices = await findChoices(parts, request);
  return choices === undefined
    ? reply.seeOther(signInPage(undefined, { next }))
    : reply.page(describeChoice(parts, request, choices, next));
}

async function findChoices(parts: IdentityParts, request: FastifyRequest): Promise<readonly string[] | undefined> {
  const account = await parts.sessions.accountOf(request);
  return account === undefined ? undefined : parts.sessions.findChoices(account);
}

function describeChoice(
  parts: IdentityParts,
  request: FastifyRequest,
  choices: readonly string[],
  next: string | undefined,
  errors: readonly FieldError[] = [],
): Page {
  const items = parts.organisations
    .filter(({ id }) => choices.includes(id))
    .map(({ id, policy }) => ({ value: id, text: policy.pack.organisation.name }));
  const body = html`<form method="post" action="${chooseOrganisationPage()}" novalidate>
  ${request.csrfField}${next === undefined ? undefined : renderHidden('_next', next)}
  ${radios({ name: 'organisation', idPrefix: 'organisation', fieldset: { legend: { text: 'Which organisation do you want to work for?' } }, items, value: request.session?.organisation, errorMessage: errors[0]?.message })}
  ${button({ text: 'Continue', preventDoubleClick: true })}
</form>`;
  return { title: 'Choose an organisation', body, errors };
}

async function submitChoice(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const next = readAddressHere(firstOf(request.form, '_next'));
  const choices = await findChoices(parts, request);
  if (choices === undefined) return reply.seeOther(signInPage(undefined, { next }));
  const organisation = firstOf(request.form, 'organisation');
  if (!choices.includes(organisation)) {
    const errors = [{ field: 'organisation', message: 'Choose an organisation' }];
    return reply.page(describeChoice(parts, request, choices, next, errors), 422);
  }
  const account = await parts.sessions.accountOf(request);
  if (account !== undefined) await parts.people.noteSignIn(organisation, account);
  const secure = parts.publicUrl().startsWith('https:');
  reply.setCookie(ORGANISATION_COOKIE, organisation, { path: '/', httpOnly: true, sameSite: 'lax', secure });
  return reply.seeOther(next ?? parts.home);
}

function describeSetPassword(request: FastifyRequest, errors: readonly FieldError[] = []): Page {
  const messageOf = (field: string) => errors.find((error) => error.field === field)?.message;
  const again = { name: 'password-again', id: 'password-again', label: 'The same password again' };
  const body = html`<form method="post" action="${request.url}" novalidate>
  ${request.csrfField}
  ${passwordInput({ name: 'password', id: 'password', label: 'New password', hint: `At least ${SHORTEST_PASSWORD} characters. Three words that do not belong together make a good one.`, autocomplete: 'new-password', errorMessage: messageOf('password') })}
  ${passwordInput({ ...again, autocomplete: 'new-password', errorMessage: messageOf('password-again') })}
  ${button({ text: 'Set the password', preventDoubleClick: true })}
</form>`;
  return { title: 'Set a password', body, errors };
}

async function submitSetPassword(
  parts: IdentityParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { organisation, token } = request.params as { organisation: string; token: string };
  const password = firstOf(request.form, 'password');
  const fault = findPasswordFault(password);
  const errors: readonly FieldError[] = fault
    ? [{ field: 'password', message: fault }]
    : password === firstOf(request.form, 'password-again')
      ? []
      : [{ field: 'password-again', message: 'Enter the same password twice' }];
  if (errors.length > 0) return reply.page(describeSetPassword(request, errors), 422);
  const isRun = parts.organisations.some(({ id }) => id === organisation);
  if (!isRun || !(await parts.people.redeemPasswordLink(organisation, token, password))) {
    return reply.page({ title: 'This link cannot be used', body: usedUp() }, 422);
  }
  return reply.notice({ type: 'success', text: 'Your password is set. Sign in with it.' }).seeOther(signInPage());
}

const usedUp = (): Html =>
  html`<p class="govuk-body">It works once, within 24 hours, and only the newest one does. Ask an administrator of your organisation for another.</p>`;
