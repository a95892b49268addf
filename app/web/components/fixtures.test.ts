import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { canonical } from '../../../test/support/same-markup.ts';
import { type Html, html, trusted } from '../html.ts';
import * as components from './index.ts';

type Options = Record<string, unknown>;
type Fixture = { name: string; options: Options; html: string };

const folder = dirname(createRequire(import.meta.url).resolve('govuk-frontend'));

/** Options we do not offer, and why. A fixture that uses one is not run. */
const NOT_OFFERED: Record<string, Record<string, string>> = {
  accordion: { hideAllSectionsText: 'texts of the script, in English for now' },
  'character-count': { charactersUnderLimitText: 'texts of the script, in English for now' },
  'file-upload': {
    chooseFilesButtonText: 'texts of the script, in English for now',
    wrapperAttributes: 'attributes of the wrapper: nobody needs them',
  },
  'password-input': { showPasswordText: 'texts of the script, in English for now' },
  'service-navigation': { slots: 'slots of raw markup: the page shell has its own places' },
};
/** Single fixtures that are not run, and why. */
const NOT_RUN: Record<string, string> = {
  'character-count: with neither maxlength nor maxwords set': 'texts of the script: a count needs a limit here',
  'date-input: with nested name': 'the parts are day, month and year; their names follow from namePrefix',
  'notification-banner: with invalid type': 'the type is checked by the compiler',
  'panel: interruption, no actions items': 'an empty box of actions is left out',
};

const COMPONENTS: Record<string, (options: never) => Html> = {
  accordion: components.accordion,
  'back-link': components.backLink,
  breadcrumbs: components.breadcrumbs,
  button: components.button,
  'character-count': components.characterCount,
  checkboxes: components.checkboxes,
  'date-input': components.dateInput,
  details: components.details,
  'error-message': components.errorMessage,
  'error-summary': components.errorSummary,
  fieldset: components.fieldset,
  'file-upload': components.fileUpload,
  hint: components.hint,
  input: components.input,
  'inset-text': components.insetText,
  label: components.label,
  'notification-banner': components.notificationBanner,
  pagination: components.pagination,
  panel: components.panel,
  'password-input': components.passwordInput,
  'phase-banner': components.phaseBanner,
  radios: components.radios,
  select: components.select,
  'service-navigation': components.serviceNavigation,
  'skip-link': components.skipLink,
  'summary-list': components.summaryList,
  table: components.table,
  tabs: components.tabs,
  tag: components.tag,
  'task-list': components.taskList,
  textarea: components.textarea,
  'warning-text': components.warningText,
};

/** The fixtures give markup in options of its own (`html`, `titleHtml`); here `Html` goes where the text goes. */
const MARKUP: Record<string, string> = {
  html: 'text',
  titleHtml: 'titleText',
  descriptionHtml: 'descriptionText',
  summaryHtml: 'summaryText',
};

function adapted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(adapted);
  if (typeof value !== 'object' || value === null) return value;
  const result: Options = {};
  for (const [key, inner] of Object.entries(value)) result[key] = adapted(inner);
  for (const [from, to] of Object.entries(MARKUP)) {
    if (!(from in value)) continue;
    result[to] = trusted(String(result[from]));
    delete result[from];
  }
  return result;
}

/** What differs on purpose in the shape of the options of one component. */
const RESHAPED: Record<string, (options: Options) => Options> = {
  fieldset: ({ text, ...rest }) => ({ ...rest, content: text }),
  checkboxes: unwrapConditional,
  radios: unwrapConditional,
  'date-input': datePartsByName,
};

function unwrapConditional(options: Options): Options {
  const items = options['items'] as Options[];
  return {
    ...options,
    items: items.map((item) => {
      const conditional = item?.['conditional'] as { text?: Html } | undefined;
      if (!conditional) return item;
      return {
        ...item,
        conditional: ['', 'false'].includes(String(conditional.text ?? '')) ? undefined : conditional.text,
      };
    }),
  };
}

function datePartsByName(options: Options): Options {
  const items = (options['items'] ?? []) as Options[];
  if (items.length === 0) return options;
  const result: Options = { ...options };
  for (const part of ['day', 'month', 'year']) {
    const item = items.find((one) => String(one['name']).endsWith(part));
    result[part] = item ? { value: (options[part] as Options | undefined)?.['value'], ...item } : false;
  }
  return result;
}

function fixturesOf(component: string): Fixture[] {
  const file = join(folder, 'components', component, 'fixtures.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Fixture[] }).fixtures;
}

function reasonNotToRun(component: string, fixture: Fixture): string | undefined {
  const options = Object.keys(fixture.options);
  const offered = NOT_OFFERED[component] ?? {};
  const used = options.find((name) => name in offered);
  return NOT_RUN[`${component}: ${fixture.name}`] ?? (used && offered[used]);
}

for (const [component, render] of Object.entries(COMPONENTS)) {
  test(`${component} gives the markup of every fixture of govuk-frontend`, () => {
    for (const fixture of fixturesOf(component)) {
      if (reasonNotToRun(component, fixture)) continue;
      const options = adapted(fixture.options) as Options;
      const reshaped = RESHAPED[component]?.(options) ?? options;
      const ours = String(render(reshaped as never));
      assert.equal(canonical(ours), canonical(fixture.html), `${component}: ${fixture.name}`);
    }
  });
}

test('nearly all fixtures are run, and every reason not to is still needed', () => {
  const all = Object.keys(COMPONENTS).flatMap((component) => fixturesOf(component).map((one) => ({ component, one })));
  const left = all.filter(({ component, one }) => reasonNotToRun(component, one));
  assert.ok(left.length <= 20, `${left.length} of ${all.length} fixtures are left out`);
  const names = new Set(all.map(({ component, one }) => `${component}: ${one.name}`));
  for (const name of Object.keys(NOT_RUN)) assert.ok(names.has(name), `no fixture is called "${name}" any more`);
});

test('the comparison sees a missing space, attribute, class or word', () => {
  const base = '<p class="a b">Previous<span> page</span></p>';
  assert.equal(canonical(base), canonical('<p class="b a">\n  Previous<span> page</span>\n</p>'));
  for (const other of [
    '<p class="a b">Previous <span>page</span></p>',
    '<p class="a">Previous<span> page</span></p>',
    '<p class="a b" id="x">Previous<span> page</span></p>',
    '<p class="a b">Previous<span> pages</span></p>',
    '<p class="a b">Previous<b> page</b></p>',
  ]) {
    assert.notEqual(canonical(base), canonical(other), other);
  }
});

test('a timeline shows who, when and what, escaped', () => {
  const made = components.timeline({
    headingLevel: 3,
    items: [
      {
        title: 'Acknowledged',
        byline: 'A. Person',
        datetime: { iso: '2026-03-27', text: '27 March 2026' },
        text: '<b>',
      },
      { title: 'Received', datetime: { iso: '2026-03-25', text: '25 March 2026' }, text: html`<ul></ul>` },
    ],
  });
  assert.equal(
    canonical(String(made)),
    canonical(`<div class="moj-timeline">
      <div class="moj-timeline__item">
        <div class="moj-timeline__header"><h3 class="moj-timeline__title">Acknowledged</h3> <p class="moj-timeline__byline">by A. Person</p></div>
        <p class="moj-timeline__date"><time datetime="2026-03-27">27 March 2026</time></p>
        <div class="moj-timeline__description"><p class="govuk-body">&lt;b&gt;</p></div>
      </div>
      <div class="moj-timeline__item">
        <div class="moj-timeline__header"><h3 class="moj-timeline__title">Received</h3></div>
        <p class="moj-timeline__date"><time datetime="2026-03-25">25 March 2026</time></p>
        <div class="moj-timeline__description"><ul></ul></div>
      </div>
    </div>`),
  );
});

test('a badge carries its colour as a class and its words as text', () => {
  assert.equal(
    String(components.badge({ text: 'Ombudsman', colour: 'red', large: true })),
    '<span class="moj-badge moj-badge--red moj-badge--large">Ombudsman</span>',
  );
  assert.equal(String(components.badge({ text: '<i>' })), '<span class="moj-badge">&lt;i&gt;</span>');
});
