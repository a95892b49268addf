import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';
import { type TagOptions, tag } from './tag.ts';

export type PhaseBannerOptions = {
  text: Content;
  tag?: TagOptions | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Says that the service is a demonstration, a trial or new. */
export function phaseBanner(options: PhaseBannerOptions): Html {
  const element = {
    class: classes('govuk-phase-banner govuk-width-container', options.classes),
    ...options.attributes,
  };
  const phase = tag({ ...options.tag, classes: classes('govuk-phase-banner__content__tag', options.tag?.classes) });
  return html`<div${attributes(element)}>
  <p class="govuk-phase-banner__content">
    ${phase}
    <span class="govuk-phase-banner__text">${options.text}</span>
  </p>
</div>`;
}
