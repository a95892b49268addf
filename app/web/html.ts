/** Text that is safe to put in a page: made by `html`, `attributes`, `joined` or, knowingly, `trusted`. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What a page shows: plain text (escaped) or markup made by this module. */
export type Content = string | number | Html;

/** What may stand in `${…}`. `undefined`, `null`, `false` and `true` show nothing, so that `cond && html…` works. */
export type Interpolation = Content | boolean | null | undefined | readonly Interpolation[];

/** `true` is a bare attribute (`hidden`); `undefined`, `null` and `false` leave the attribute out. */
export type AttributeValue = string | number | boolean | null | undefined;
export type Attributes = Readonly<Record<string, AttributeValue>>;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\u0000': '\uFFFD',
};

const ATTRIBUTE_NAME = /^[a-zA-Z_][\w:.-]*$/;
const ADDRESS_ATTRIBUTES = new Set(['href', 'src', 'action', 'formaction']);
const HARMLESS_ADDRESS = /^(?:https?:|mailto:|tel:|[^:]*$|[^:]*[/?#])/i;

/** Escapes text for element content and for quoted attribute values. */
export function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is not allowed in HTML and is replaced here.
  return text.replace(/[&<>"'\u0000]/g, (found) => ENTITIES[found] ?? found);
}

/**
 * Vouches for markup this program did not build with `html`. Never call it with anything a person typed.
 */
export function trusted(markup: string): Html {
  return new Html(markup);
}

function shown(value: Interpolation): string {
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(shown).join('');
  return '';
}

/**
 * Template tag for pages: every interpolation is escaped unless it is `Html`; arrays are joined;
 * `undefined`, `null` and booleans show nothing. Attribute values must be quoted in the template.
 * `html\`<p>${'<b>'}</p>\`` gives `<p>&lt;b&gt;</p>`.
 */
export function html(template: TemplateStringsArray, ...values: Interpolation[]): Html {
  let markup = template[0] ?? '';
  for (let index = 0; index < values.length; index += 1) markup += shown(values[index]) + (template[index + 1] ?? '');
  return new Html(markup);
}

/** Several contents, with a separator between them. */
export function joined(contents: readonly Interpolation[], separator: Content = ''): Html {
  return new Html(contents.map(shown).join(shown(separator)));
}

/** Class names in one string; what is empty or false is left out. `undefined` when there is none. */
export function classes(...names: readonly (string | false | null | undefined)[]): string | undefined {
  return names.filter(Boolean).join(' ') || undefined;
}

/**
 * The attributes of an element, each with a leading space, names checked and values escaped. Addresses with a scheme that could
 * run code (`javascript:`, `data:`) become `#`.
 * @throws when a name is not an attribute name: a programming error.
 */
export function attributes(values: Attributes): Html {
  let markup = '';
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === false) continue;
    if (!ATTRIBUTE_NAME.test(name))
      throw new TypeError(`"${name}" is not an attribute name. Use letters, digits and hyphens.`);
    markup += value === true ? ` ${name}` : ` ${name}="${escaped(safeValue(name, String(value)))}"`;
  }
  return new Html(markup);
}

function safeValue(name: string, value: string): string {
  if (!ADDRESS_ATTRIBUTES.has(name.toLowerCase())) return value;
  // Browsers drop control characters and blanks while reading a scheme, so they are dropped before judging.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: see above.
  return HARMLESS_ADDRESS.test(value.replace(/[\u0000-\u0020]/g, '')) ? value : '#';
}
