import { describeList, describeMoment, describeRefusalParts } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { inputId } from '../../web/errors.ts';
import { type Html, html } from '../../web/html.ts';
import type { WishedAction } from '../actions/find-action.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { describeClause, renderClause } from '../render-clause.ts';
import { isToMend, type TextAdvice } from './advise-on-letter.ts';
import type { Composer } from './describe-composer.ts';
import { findDifferences } from './find-differences.ts';
import type { MissingItem } from './list-missing.ts';
import { describeInstant, describeVersion } from './list-versions.ts';
import { nameInput, orderInputs } from './name-input.ts';
import { renderDifferences } from './render-difference.ts';

/** The parts of the page that change as the letter is written, by the id they stand under. */
export const REGIONS = {
  missing: 'still-missing',
  reading: 'how-it-reads',
  approvals: 'approvals',
  saved: 'saved',
  others: 'others-writing',
} as const;

/** Each of them as it stands now. */
export function renderRegions(
  open: OpenCase,
  action: WishedAction,
  composer: Composer,
): Readonly<Record<string, Html>> {
  return {
    [REGIONS.missing]: renderMissing(open, composer),
    [REGIONS.reading]: renderReading(open, composer),
    [REGIONS.approvals]: renderApprovals(open, action, composer),
    [REGIONS.saved]: renderSaved(open, action, composer),
    [REGIONS.others]: renderOthers(open, action, composer),
  };
}

/** What keeps the letter from going, each with the way to where it is put right. */
export function renderMissing(open: OpenCase, { missing, barred }: Pick<Composer, 'missing' | 'barred'>): Html {
  if (missing.length === 0) {
    return html`<h2 class="govuk-heading-m">Nothing is missing</h2><p class="govuk-body">Everything the procedure asks of this letter is there.</p>`;
  }
  const here = missing.filter((item) => item.here);
  const elsewhere = missing.filter((item) => !item.here);
  return html`<h2 class="govuk-heading-m">Still missing: ${missing.length}</h2>
${barred && html`<p class="govuk-body">As the case stands, this cannot be done. You can write already: what you type is kept.</p>`}
${here.length > 0 && html`<h3 class="govuk-heading-s">On this page</h3>${renderItems(open, here)}`}
${elsewhere.length > 0 && html`<h3 class="govuk-heading-s">Elsewhere on the case</h3>${renderItems(open, elsewhere)}`}`;
}

const renderItems = (open: OpenCase, items: readonly MissingItem[]): Html =>
  html`<ul class="govuk-list govuk-list--bullet">${items.map(
    ({ says, href, clause }) =>
      html`<li>${href === undefined ? says : html`<a class="govuk-link" href="${href}">${says}</a>`} ${renderClause(open.texts, open.standing.policy, clause)}</li>`,
  )}</ul>`;

/** The reading age of the letter, and in each text what to mend, quoted, with the way to it. It is advice. */
export function renderReading(open: OpenCase, { advice }: Pick<Composer, 'advice'>): Html {
  const { plain, age, texts } = advice;
  const toMend = texts.filter((text) => isToMend(text, plain));
  const clause = plain.clauses?.map((one) => describeClause(open.texts, one)).join(', ');
  return html`<h2 class="govuk-heading-m">How it reads</h2>
<p class="govuk-body">${age === undefined ? 'There is too little text to measure yet.' : html`The whole letter reads at age <strong>${age}</strong>. `}${age !== undefined && age > plain.readingAge && 'That is too hard: shorter sentences and plainer words bring it down. '}The aim is ${plain.readingAge} or younger${clause && ` (${clause})`}, and no sentence of more than ${plain.sentenceWords} words. This is advice: it stops nothing.</p>
${toMend.map((text) => renderText(text, plain.sentenceWords))}
${toMend.length === 0 && texts.some(({ age: own }) => own !== undefined) && html`<p class="govuk-body">No sentence is too long, and we know of no hard word in it.</p>`}`;
}

function renderText({ name, label, age, longSentences, hardWords }: TextAdvice, most: number): Html {
  return html`<h3 class="govuk-heading-s"><a class="govuk-link" href="#${inputId(name)}">${label}</a>${age !== undefined && `: age ${age}`}</h3>
${longSentences.length > 0 && html`<p class="govuk-body">Longer than ${most} words. Try two sentences:</p><ul class="govuk-list govuk-list--bullet">${longSentences.map(({ text, words }) => html`<li><q>${text}</q> (${words} words)</li>`)}</ul>`}
${hardWords.length > 0 && html`<p class="govuk-body">Words to mend:</p><ul class="govuk-list govuk-list--bullet">${hardWords.map(({ word, instead }) => html`<li>“${word}”${instead === undefined ? ': is there a shorter one?' : `: try “${instead}”`}</li>`)}</ul>`}`;
}

/** Who approved the letter and when, whether that still counts, and what was changed since. */
export function renderApprovals(open: OpenCase, action: WishedAction, composer: Composer): Html {
  const { approvals, changed } = composer;
  if (approvals.length === 0 || !['respond', 'draft'].includes(action.command.does ?? '')) return html``;
  const rows = approvals.map(({ step, done, given }) => ({
    key: { text: step.name },
    value: {
      text: html`${govuk.tag(done ? { text: 'Done', colour: 'green' } : { text: 'Needed', colour: 'orange' })}${given.map(
        ({ person, at, on, counts }) =>
          html`<br>${open.nameOf(person) ?? 'Somebody'}, ${describeMoment({ on, at }, open.texts)}${!counts && ': for earlier words, so it counts no more'}`,
      )} ${renderClause(open.texts, open.standing.policy, step.clause)}`,
    },
  }));
  const anyDone = approvals.some(({ done }) => done);
  return html`<h2 class="govuk-heading-m">Approval</h2>${govuk.summaryList({ rows })}
${anyDone && changed.length === 0 && govuk.warningText({ text: 'If you change the words or the findings now, the letter has to be approved again.', iconFallbackText: 'Warning' })}
${changed.length > 0 && renderChangedSince(open, composer)}`;
}

function renderChangedSince(open: OpenCase, composer: Composer): Html {
  const { changed, approved, own, letter } = composer;
  const reasons = changed.map((refusal) => describeRefusalParts(open.texts, refusal).says).join(' ');
  const differences =
    approved && own
      ? findDifferences(
          approved.typed,
          { ...approved.typed, ...own.typed },
          orderInputs(letter.letter, Object.keys(approved.typed)),
        )
      : [];
  return html`${govuk.warningText({ text: `The words are not those that were approved. ${reasons} It cannot be sent like this: keep this version, and have it approved again.`, iconFallbackText: 'Warning' })}
${differences.length > 0 && govuk.details({ summaryText: 'What you changed since the approval', text: renderDifferences(differences, (name) => nameInput(letter.letter, name)) })}`;
}

/** When it was saved, and the ways to earlier texts. */
export function renderSaved(
  open: OpenCase,
  action: WishedAction,
  { own, versions }: Pick<Composer, 'own' | 'versions'>,
): Html {
  const { caseId: id } = open.record;
  const last = own ?? versions.findLast(({ kind }) => kind === 'kept');
  const said =
    own !== undefined
      ? `Your typing was saved on ${describeInstant(open.texts, own.at)}. It is not part of the record yet.`
      : last === undefined
        ? 'Nothing is saved yet.'
        : `You see what was kept on ${describeInstant(open.texts, last.at)}.`;
  const link =
    versions.length > 0 &&
    html` <a class="govuk-link" href="${caseworkPaths.versions({ id, action: action.key })}">Compare versions (${versions.length})</a>`;
  return html`<p class="govuk-body">${said}${link}</p>`;
}

/** Newer texts of the same letter by other people. Nobody's typing takes the place of another's. */
export function renderOthers(open: OpenCase, action: WishedAction, { others, versions, own }: Composer): Html {
  if (others.length === 0) return html``;
  const { caseId: id } = open.record;
  const key = action.key;
  const names = describeList([...new Set(others.map(({ by }) => open.nameOf(by) ?? 'Somebody'))], open.texts);
  const items = others.map((other) => {
    const compare = caseworkPaths.versions({ id, action: key }, { from: own?.key ?? other.key, to: other.key });
    const use = caseworkPaths.action({ id, action: key }, { from: other.key });
    return html`<li>${describeVersion(open, other, versions)}. <a class="govuk-link" href="${compare}">See what differs</a> or <a class="govuk-link" href="${use}">go on with that text</a></li>`;
  });
  return govuk.insetText({
    text: html`<h2 class="govuk-heading-s">${names} wrote on this letter too</h2><p class="govuk-body">Both texts are kept. You see your own, and nothing of it is lost.</p><ul class="govuk-list govuk-list--bullet">${items}</ul>`,
  });
}

/** The same person has typed in another window since this one was opened. */
export function renderElsewhere(open: OpenCase, action: WishedAction): Html {
  const href = caseworkPaths.versions({ id: open.record.caseId, action: action.key });
  return govuk.insetText({
    text: html`<h2 class="govuk-heading-s">You wrote on this letter in another window</h2><p class="govuk-body">Both texts are kept, as two versions. Go on in one window. <a class="govuk-link" href="${href}">See what differs</a></p>`,
  });
}
