import { type Content, classes, type Html, html } from '../html.ts';

export type BadgeColour = 'purple' | 'bright-purple' | 'red' | 'green' | 'blue' | 'black' | 'grey';

export type BadgeOptions = {
  text: Content;
  /** Colour is never the only sign: the words must say the same. */
  colour?: BadgeColour | undefined;
  large?: boolean | undefined;
};

/** A mark on a case or a person: "Adjustment", "Ombudsman". */
export function badge(options: BadgeOptions): Html {
  const own = classes(
    'moj-badge',
    options.colour && `moj-badge--${options.colour}`,
    options.large && 'moj-badge--large',
  );
  return html`<span class="${own}">${options.text}</span>`;
}
