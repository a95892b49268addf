import type { Policy, Procedure } from '../../../engine/index.ts';
import { describePeriod, describeReconstructed } from '../../texts/index.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import { button } from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { complainPage, followPage } from '../paths.ts';
import { describeStages } from './describe-stages.ts';
import { findSignposts } from './find-signposts.ts';
import { renderContact } from './render-contact.ts';

type Parts = Pick<AppParts, 'texts' | 'today'>;

/** A landlord's page: what a complaint is, how to make one, what then happens and by when, whom else to turn to. */
export function viewLandlord(parts: Parts, { id, policy }: OrganisationPart): Page {
  const { name } = policy.pack.organisation;
  const here = { organisation: id };
  const body = html`<p class="govuk-body-l">Are you unhappy with ${name}? Tell us. We want to put it right.</p>
<div class="govuk-button-group">
  ${button({ text: 'Make a complaint', href: complainPage(here), isStartButton: true })}
  <a class="govuk-link" href="${followPage(here)}">Follow a complaint you have made</a>
</div>
${renderDefinition(policy)}
${renderWays(parts, policy)}
<h2 class="govuk-heading-m">What happens then</h2>
${policy.pack.procedures.map((procedure) => renderProcedure(parts, policy, procedure))}
${renderLimits(parts, policy)}
${renderSignposts(parts, policy)}`;
  return { title: `Complain to ${name}`, body };
}

function renderDefinition({ pack }: Policy): Html {
  const { definition } = pack.intake;
  const clause = definition.clause && html`<cite class="redress-quiet">${pack.title}, ${definition.clause}</cite>`;
  const whose = definition.clause ? 'These are the words of our policy:' : 'We take a complaint to be this:';
  return html`<h2 class="govuk-heading-m">What a complaint is</h2>
<p class="govuk-body">${whose}</p>
<blockquote class="redress-clause redress-stage"><p class="govuk-body govuk-!-margin-bottom-1">${definition.is}</p>${clause}</blockquote>`;
}

function renderWays({ texts }: Parts, { pack }: Policy): Html {
  const ways = pack.intake.channels.are.map((channel) => html`<li>${texts.letters['channels-named'][channel]}</li>`);
  const contact = renderContact(pack.organisation.contact ?? {});
  return html`<h2 class="govuk-heading-m">How to tell us</h2>
<p class="govuk-body">You can complain:</p>
<ul class="govuk-list govuk-list--bullet">${ways}</ul>
${contact && html`<p class="govuk-body">This is how to reach us:</p>${contact}`}
<p class="govuk-body">Somebody you trust can help you, or speak for you.</p>`;
}

function renderProcedure({ texts }: Parts, policy: Policy, procedure: Procedure): Html {
  const several = policy.pack.procedures.length > 1;
  return html`${several && html`<h3 class="govuk-heading-m">${procedure.name}</h3>`}
${procedure.reconstructed && html`<p class="govuk-body">${describeReconstructed(texts, procedure.reconstructed)}</p>`}
${describeStages(texts, policy, procedure).map(
  ({ name, sentences }) => html`<section class="redress-stage"><h3 class="govuk-heading-s">${name}</h3>
<ul class="govuk-list govuk-list--bullet">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul></section>`,
)}
<p class="govuk-body">Working days are Monday to Friday. Bank holidays do not count.</p>`;
}

/** What is not taken as a complaint, in the landlord's own terms. */
function renderLimits({ texts }: Parts, { pack }: Policy): Html | undefined {
  const grounds = pack.intake['not-accepted']?.grounds ?? [];
  if (grounds.length === 0) return undefined;
  const limits = pack.intake['time-limits'].map(({ within }) => describePeriod(within, texts));
  const limit = limits[0];
  return html`<h2 class="govuk-heading-m">When we may say no</h2>
${limit && html`<p class="govuk-body">Please tell us soon. Some matters are too old for us once ${limit} have passed. Tell us all the same: a person looks at each one.</p>`}
<p class="govuk-body">If we cannot take your complaint, we write to tell you why. These are the only reasons:</p>
<ul class="govuk-list govuk-list--bullet">${grounds.map(({ name }) => html`<li>${name}</li>`)}</ul>`;
}

function renderSignposts({ today }: Parts, policy: Policy): Html | undefined {
  const signposts = findSignposts(policy, today());
  if (signposts.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">Who else you can turn to</h2>
${signposts.map(
  ({ name, howTo, about, contact }) => html`<section class="redress-stage"><h3 class="govuk-heading-s">${name}</h3>
${about.length > 0 && html`<p class="govuk-body">For: ${about.join('; ')}.</p>`}
<p class="govuk-body">${howTo}</p>
${renderContact(contact)}</section>`,
)}`;
}

/** The first page of the installation: every landlord on it. */
export function viewLandlords(organisations: readonly OrganisationPart[]): Html {
  return html`<p class="govuk-body-l">Here you can complain to your landlord and see how your complaint goes on.</p>
<h2 class="govuk-heading-m">Choose your landlord</h2>
<ul class="govuk-list govuk-list--spaced">${organisations.map(renderLandlord)}</ul>`;
}

function renderLandlord({ id, policy }: OrganisationPart): Html {
  const { name, fictitious } = policy.pack.organisation;
  return html`<li><a class="govuk-link govuk-!-font-weight-bold" href="/${id}">${name}</a>${fictitious && html` <span class="redress-quiet">(invented, to show how it works)</span>`}</li>`;
}
