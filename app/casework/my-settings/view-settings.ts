import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { firstOf } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';

const ACCESS = { config: { access: 'cases' } } as const;

/** What a person chooses for themselves: the daily e-mail, and their calendar address. */
export function routeSettings(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.mySettings.pattern, ACCESS, async (request, reply) =>
    reply.page(await renderSettings(parts, request, undefined)),
  );
  app.post(caseworkPaths.mySettings.pattern, ACCESS, (request, reply) => submitSettings(parts, request, reply));
}

async function submitSettings(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const { person, organisation } = getSignedIn(request);
  const back = (text: string) => reply.notice({ type: 'success', text }).seeOther(caseworkPaths.mySettings());
  switch (firstOf(request.form, 'do')) {
    case 'digest-off':
      await parts.settings.switchDigest(organisation, person.id, false);
      return back('You get no daily e-mail any more.');
    case 'digest-on':
      await parts.settings.switchDigest(organisation, person.id, true);
      return back('You get the daily e-mail again.');
    case 'feed-revoke':
      await parts.settings.revokeFeed(organisation, person.id);
      return back('Your calendar address does not work any more.');
    case 'feed-renew': {
      const token = await parts.settings.renewFeed(organisation, person.id);
      const address = `${parts.publicUrl()}${caseworkPaths.calendarFeed({ organisation, token: `${token}.ics` })}`;
      return reply.page(await renderSettings(parts, request, address));
    }
    default:
      return reply.seeOther(caseworkPaths.mySettings());
  }
}

async function renderSettings(parts: AppParts, request: FastifyRequest, address: string | undefined): Promise<Page> {
  const { person, organisation } = getSignedIn(request);
  const wantsDigest = await parts.settings.wantsDigest(organisation, person.id);
  const hasFeed = await parts.settings.hasFeed(organisation, person.id);
  return {
    title: 'My settings',
    back: { href: caseworkPaths.myWork(), text: 'My work' },
    body: html`<h2 class="govuk-heading-m">Daily e-mail</h2>
<p class="govuk-body">At 7 in the morning on working days: what is new on your cases, due, late, and waiting for you. None comes when there is nothing to tell, and none while you are away. It names no resident.</p>
<p class="govuk-body">You ${wantsDigest ? html`<strong>get</strong> it at ${person.email}` : html`do <strong>not</strong> get it`}.</p>
${renderForm(request, wantsDigest ? ['digest-off', 'Stop the daily e-mail'] : ['digest-on', 'Send me the daily e-mail'])}
<h2 class="govuk-heading-m">Calendar</h2>
<p class="govuk-body">An address of your own, from which a calendar program reads your due dates: the reference and what is due, never a name. Whoever has the address can read them: give it to nobody.</p>
${address !== undefined && renderAddress(address)}
${address === undefined && html`<p class="govuk-body">${hasFeed ? 'You have an address. It is shown only once: make a new one if you have lost it, and the one before stops working.' : 'You have no address.'}</p>`}
${renderForm(request, ['feed-renew', hasFeed ? 'Make a new address' : 'Make an address'])}${hasFeed && renderForm(request, ['feed-revoke', 'Make the address stop working'])}
<h2 class="govuk-heading-m">When you are away</h2>
<p class="govuk-body"><a class="govuk-link" href="${caseworkPaths.absences()}">Record when you are away, and who acts for you</a></p>`,
  };
}

const renderAddress = (address: string): Html =>
  govuk.insetText({
    text: html`<p class="govuk-body"><strong>Your address, shown this once:</strong></p><p class="govuk-body redress-typed">${address}</p><p class="govuk-body">Add it in your calendar program as a calendar from the internet, or by subscription.</p>`,
  });

const renderForm = (request: FastifyRequest, [does, text]: readonly [string, string]): Html =>
  html`<form method="post" action="${caseworkPaths.mySettings()}">${request.csrfField}<input type="hidden" name="do" value="${does}">${govuk.button({ text, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
