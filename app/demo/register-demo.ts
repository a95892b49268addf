import type { FastifyInstance } from 'fastify';
import type { Accounts } from '../identity/accounts.ts';
import type { People } from '../identity/people.ts';
import { describeRoles } from '../identity/roles.ts';
import { ORGANISATION_COOKIE } from '../identity/session.ts';
import type { KeptMail } from '../mail/send-mail.ts';
import type { OrganisationPart } from '../web/app-parts.ts';
import { table } from '../web/components/index.ts';
import { html } from '../web/html.ts';
import { path } from '../web/paths.ts';

export const demoPage = path('/demo');
export const demoSignIn = path('/demo/sign-in/:person');
export const demoMail = path('/demo/mail');

export type DemoPageParts = {
  readonly organisations: readonly OrganisationPart[];
  readonly people: People;
  readonly accounts: Accounts;
  readonly listMail: () => Promise<readonly KeptMail[]>;
  /** Where work begins. */
  readonly home: string;
};

export type DemoPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly organisation: string;
};

const PUBLIC = { config: { access: 'public' } } as const;

/** The pages that only a demo has: who there is, with a link that signs each in, and the mail that would have gone out. */
export function registerDemo(app: FastifyInstance, parts: DemoPageParts, password: string): void {
  app.get(demoPage.pattern, PUBLIC, async (_request, reply) => {
    const people = await listDemoPeople(parts);
    return reply.page({
      title: 'Sign in to the demo',
      body: html`${parts.organisations.map(({ policy }) => describeCast(policy.pack.organisation.name, people))}
<p class="govuk-body">Everybody’s password is <code>${password}</code>. <a class="govuk-link" href="${demoMail()}">See the mail that would have gone out</a>.</p>`,
    });
  });
  app.get(demoSignIn.pattern, PUBLIC, async (request, reply) => {
    const { person } = request.params as { person: string };
    const found = (await listDemoPeople(parts)).find(({ id }) => id === person);
    const outcome = found && (await parts.accounts.signIn(found.email, password));
    if (!outcome || 'refused' in outcome) return reply.callNotFound();
    for (const { organisation } of await parts.people.findMemberships(found.id))
      await parts.people.noteSignIn(organisation, found.id);
    for (const cookie of outcome.cookies) reply.header('set-cookie', cookie);
    reply.clearCookie(ORGANISATION_COOKIE, { path: '/' });
    return reply.seeOther(parts.home);
  });
  app.get(demoMail.pattern, PUBLIC, async (_request, reply) => {
    const mail = await parts.listMail();
    const shown = mail.map(
      ({ to, subject, text }) => html`<h2 class="govuk-heading-m">${subject}</h2>
<p class="govuk-body">To ${to}</p><p class="govuk-body redress-typed">${text}</p>`,
    );
    const body =
      shown.length > 0
        ? html`${shown}`
        : html`<p class="govuk-body">None yet. Mail shows here some seconds after it is sent.</p>`;
    return reply.page({ title: 'Mail of the demo', body, back: { href: demoPage(), text: 'The demo' } });
  });
}

/** Everybody of the demo who can sign in, landlord by landlord, as `demo --json` tells them. */
export async function listDemoPeople({
  organisations,
  people,
}: Pick<DemoPageParts, 'organisations' | 'people'>): Promise<DemoPerson[]> {
  const lists = await Promise.all(
    organisations.map(async ({ id: organisation, policy: { pack } }) => {
      const active = (await people.list(organisation)).filter(({ state }) => state === 'active');
      const rank = (person: (typeof active)[number]) => pack.roles.findIndex(({ id }) => id === person.roles[0]?.role);
      return active
        .sort((a, b) => rank(a) - rank(b))
        .map((person) => ({
          id: person.id,
          name: person.name,
          email: person.email,
          role: describeRoles(pack, person).join(', '),
          organisation: pack.organisation.name,
        }));
    }),
  );
  return lists.flat();
}

function describeCast(landlord: string, people: readonly DemoPerson[]) {
  const rows = people
    .filter(({ organisation }) => organisation === landlord)
    .map(({ id, name, email, role }) => [
      { text: html`<a class="govuk-link" href="${demoSignIn({ person: id })}">${name}</a>` },
      { text: html`${role}<br><span class="redress-typed">${email}</span>` },
    ]);
  const head = ['Sign in as', 'Role and e-mail address'].map((text) => ({ text }));
  return table({ caption: landlord, captionClasses: 'govuk-table__caption--m', head, rows, firstCellIsHeader: true });
}
