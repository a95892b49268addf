import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

export type TagColour = 'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'magenta' | 'red' | 'orange' | 'yellow';

export type TagOptions = {
  text?: Content | undefined;
  /** Colour is never the only sign: the words must say the same. */
  colour?: TagColour | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
};

/** A status in a word or two. */
export function tag(options: TagOptions): Html {
  const colour = options.colour && `govuk-tag--${options.colour}`;
  return html`<strong${attributes({ class: classes('govuk-tag', colour, options.classes), ...options.attributes })}>${options.text}</strong>`;
}
