import { classes, type Html } from '../html.ts';
import { hint } from './hint.ts';
import { type TextareaOptions, textarea } from './textarea.ts';

export type CharacterCountOptions = TextareaOptions & {
  maxlength?: number | undefined;
  maxwords?: number | undefined;
  countType?: 'length' | 'characters' | 'words' | undefined;
  /** From how many percent of the limit on the count shows. */
  threshold?: number | undefined;
  /** Text shown without scripts; `%{count}` becomes the limit. */
  textareaDescriptionText?: string | undefined;
  countMessage?: { classes?: string | undefined } | undefined;
};

/** Several lines of text with a limit; with scripts it says how much is left. */
export function characterCount(options: CharacterCountOptions): Html {
  const id = options.id ?? options.name;
  const words = options.maxwords !== undefined || options.countType === 'words';
  const limit = options.maxwords ?? options.maxlength;
  const description =
    options.textareaDescriptionText ?? `You can enter up to %{count} ${words ? 'words' : 'characters'}`;
  const message = hint({
    id: `${id}-info`,
    text: limit === undefined ? '' : description.replace('%{count}', String(limit)),
    classes: classes('govuk-character-count__message', options.countMessage?.classes),
  });
  return textarea(
    { ...options, describedBy: classes(`${id}-info`, options.describedBy) },
    {
      classes: 'govuk-character-count',
      attributes: {
        'data-module': 'govuk-character-count',
        'data-maxlength': options.maxlength,
        'data-maxwords': options.maxwords,
        'data-threshold': options.threshold,
        'data-count-type': options.countType ?? (options.maxwords === undefined ? undefined : 'words'),
      },
    },
    'govuk-js-character-count',
    message,
  );
}
