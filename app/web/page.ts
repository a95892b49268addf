import type { Assets } from './assets.ts';
import { type BreadcrumbsOptions, backLink, breadcrumbs } from './components/index.ts';
import { type NotificationBannerOptions, notificationBanner } from './components/notification-banner.ts';
import { type PhaseBannerOptions, phaseBanner } from './components/phase-banner.ts';
import { type NavigationItem, serviceNavigation } from './components/service-navigation.ts';
import { skipLink } from './components/skip-link.ts';
import { type FieldError, renderErrorSummary } from './errors.ts';
import { attributes, type Content, type Html, html } from './html.ts';

/** Whose pages these are: name and colours come from its pack. */
export type Organisation = { name: string; colours: { brand: string; text?: string | undefined } };

/** The parts that all pages of one person share. */
export type Shell = {
  organisation: Organisation;
  /** Name of the service under the header. Default: "Complaints". */
  serviceName?: string | undefined;
  home?: string | undefined;
  /** Language of the page. Default: en. */
  lang?: string | undefined;
  signedIn?: { name: string; role?: string | undefined; signOut?: string | undefined } | undefined;
  navigation?: readonly NavigationItem[] | undefined;
  footer?: readonly { text: string; href: string }[] | undefined;
  phase?: PhaseBannerOptions | undefined;
};

/** One page. */
export type Page = {
  /** In the title of the window, and the heading unless `heading` says otherwise. */
  title: string;
  /** `false`: the body brings its own h1. */
  heading?: Content | false | undefined;
  /** A small line over the heading, such as the reference of the case. */
  caption?: Content | undefined;
  body: Html;
  breadcrumbs?: BreadcrumbsOptions['items'] | undefined;
  back?: { href: string; text?: string | undefined } | undefined;
  notification?: NotificationBannerOptions | undefined;
  errors?: readonly FieldError[] | undefined;
  /** The whole width, for tables and the case page. */
  wide?: boolean | undefined;
};

const FOOTER = [
  { text: 'Accessibility', href: '/accessibility' },
  { text: 'Privacy', href: '/privacy' },
  { text: 'About this service', href: '/about' },
];

/**
 * A whole page: skip link, header in the landlord's colour, navigation, main part with one h1, footer.
 * The title is "Error: …" when something typed is wrong. `csrfField` goes into the sign-out form.
 */
export function renderPage(page: Page, shell: Shell, assets: Assets, csrfField?: Html): string {
  const service = shell.serviceName ?? 'Complaints';
  const failed = (page.errors?.length ?? 0) > 0;
  const width = page.wide ? 'govuk-width-container redress-wide' : 'govuk-width-container';
  return String(html`<!DOCTYPE html>
<html class="govuk-template" lang="${shell.lang ?? 'en'}">
<head>
  <meta charset="utf-8">
  <title>${failed && 'Error: '}${page.title} – ${service} – ${shell.organisation.name}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <link rel="icon" type="image/svg+xml" href="${assets.icon}">
  ${[...assets.styles, assets.brandOf(shell.organisation.colours)].map((href) => html`<link rel="stylesheet" href="${href}">`)}
  <script type="module" src="${assets.script}"></script>
</head>
<body class="govuk-template__body redress${page.wide && ' redress--wide'}">
<script src="${assets.early}"></script>
${skipLink({ text: 'Skip to main content', href: '#main-content' })}
${header(shell, csrfField)}
${serviceNavigation({ serviceName: service, serviceUrl: shell.home ?? '/', navigation: shell.navigation })}
<div class="${width}">
  ${shell.phase && html`<aside aria-label="About this version">${phaseBanner(shell.phase)}</aside>`}
  ${page.breadcrumbs && breadcrumbs({ items: page.breadcrumbs, collapseOnMobile: true })}
  ${page.back && html`<nav aria-label="Back">${backLink(page.back)}</nav>`}
  <main class="govuk-main-wrapper redress-main" id="main-content" tabindex="-1">
    ${renderErrorSummary(page.errors ?? [])}
    ${page.notification && notificationBanner(page.notification)}
    ${heading(page)}
    ${page.body}
  </main>
</div>
${footer(shell)}
</body>
</html>
`);
}

function heading(page: Page): Html | undefined {
  if (page.heading === false) return undefined;
  const caption = page.caption !== undefined && html`<span class="govuk-caption-l">${page.caption}</span> `;
  return html`<h1 class="govuk-heading-l">${caption}${page.heading ?? page.title}</h1>`;
}

function header(shell: Shell, csrfField: Html | undefined): Html {
  return html`<header class="redress-header">
  <div class="govuk-width-container redress-header__container">
    <a${attributes({ class: 'redress-header__name', href: shell.home ?? '/' })}>${shell.organisation.name}</a>
    ${shell.signedIn && signedIn(shell.signedIn, csrfField)}
  </div>
</header>`;
}

function signedIn(person: NonNullable<Shell['signedIn']>, csrfField: Html | undefined): Html {
  const signOut =
    person.signOut !== undefined &&
    html`<form${attributes({ method: 'post', action: person.signOut, class: 'redress-header__form' })}>${csrfField}<button class="redress-header__button" type="submit">Sign out</button></form>`;
  const role = person.role !== undefined && html`<span class="redress-header__role">${person.role}</span>`;
  return html`<div class="redress-header__person"><span><span class="govuk-visually-hidden">Signed in as </span>${person.name}</span>${role}${signOut}</div>`;
}

function footer(shell: Shell): Html {
  const links = (shell.footer ?? FOOTER).map(
    (link) =>
      html`<li class="govuk-footer__inline-list-item"><a${attributes({ class: 'govuk-footer__link', href: link.href })}>${link.text}</a></li>`,
  );
  return html`<footer class="govuk-footer redress-footer">
  <div class="govuk-width-container">
    <h2 class="govuk-visually-hidden">Support links</h2>
    <ul class="govuk-footer__inline-list">${links}</ul>
    <p class="redress-footer__name">${shell.organisation.name}. Runs on Redress, open-source software for complaints.</p>
  </div>
</footer>`;
}

/** Main part and, beside it on a wide screen, what goes with it. */
export function twoColumns(main: Html, aside: Html, asideLabel: string): Html {
  return html`<div class="redress-columns"><div class="redress-columns__main">${main}</div><aside class="redress-columns__aside" aria-label="${asideLabel}">${aside}</aside></div>`;
}
