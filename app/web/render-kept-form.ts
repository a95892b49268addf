import { button, fileUpload, summaryList, textarea } from './components/index.ts';
import { inputId } from './errors.ts';
import { allOf, type FormBody, type Upload } from './form-fields.ts';
import { TOKEN_FIELD } from './form-token.ts';
import { attributes, type Html, html } from './html.ts';
import { renderHidden } from './render-field.ts';

/** Never shown back, never sent again: has to be typed anew. */
const SECRET = /password|passphrase|secret|token|one-time|otp/i;
/** Shorter answers in one word are codes or choices: shown, not to be edited here. */
const SHORT = 40;

type Entry = { name: string; value: string };

/**
 * What was typed into a form that could not be taken, with a button that sends it again: long answers in boxes where they can be
 * read and copied, short ones listed. Passwords are left out; files must be chosen again. `undefined` when there is nothing.
 */
export function renderKeptForm(options: {
  action: string;
  body: FormBody;
  uploads: readonly Upload[];
  csrfField: Html;
  submit: string;
  labels?: Readonly<Record<string, string>> | undefined;
}): Html | undefined {
  const entries = entriesOf(options.body);
  if (entries.length === 0 && options.uploads.length === 0) return undefined;
  const hidden = entries.filter((entry) => entry.name.startsWith('_'));
  const seen = entries.filter((entry) => !entry.name.startsWith('_') && entry.value !== '');
  const long = seen.filter((entry) => !isShort(entry.value));
  const short = entries.filter((entry) => !entry.name.startsWith('_') && isShort(entry.value));
  const label = (name: string): string => options.labels?.[name] ?? humanised(name);
  const form = {
    method: 'post',
    action: options.action,
    enctype: options.uploads.length > 0 ? 'multipart/form-data' : undefined,
  };
  const listed = short.filter((entry) => entry.value !== '');
  return html`<h2 class="govuk-heading-m">What you typed</h2>
<form${attributes(form)}>
  ${options.csrfField}
  ${[...hidden, ...short].map((entry) => renderHidden(entry.name, entry.value))}
  ${listed.length > 0 && summaryList({ rows: listed.map((entry) => ({ key: { text: label(entry.name) }, value: { text: entry.value } })) })}
  ${long.map((entry, index) => renderLong(entry, label(entry.name), index))}
  ${fileFields(options.uploads).map((field) => renderFile(field, options.uploads, label(field)))}
  ${button({ text: options.submit, preventDoubleClick: true })}
</form>`;
}

function entriesOf(body: FormBody): Entry[] {
  return Object.keys(body)
    .filter((name) => name !== TOKEN_FIELD && !SECRET.test(name))
    .flatMap((name) => allOf(body, name).map((value) => ({ name, value })));
}

function isShort(value: string): boolean {
  return value.length <= SHORT && !/[\r\n]/.test(value);
}

function renderLong(entry: Entry, label: string, index: number): Html {
  const rows = Math.min(20, Math.max(3, entry.value.split('\n').length + Math.ceil(entry.value.length / 90)));
  return textarea({
    name: entry.name,
    id: `kept-${index + 1}-${inputId(entry.name)}`,
    label,
    value: entry.value,
    rows,
  });
}

function fileFields(uploads: readonly Upload[]): string[] {
  return [...new Set(uploads.map((upload) => upload.field))];
}

function renderFile(field: string, uploads: readonly Upload[], label: string): Html {
  const names = uploads.filter((upload) => upload.field === field).map((upload) => upload.filename);
  const hint = `Files are not kept. Choose again: ${names.join(', ')}`;
  return fileUpload({ name: field, id: `kept-file-${inputId(field)}`, label, hint, multiple: names.length > 1 });
}

/** `received-on-day` → "Received on day", `findings.2.reason` → "Findings 2 reason". */
function humanised(name: string): string {
  const words = name.replace(/[._-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
