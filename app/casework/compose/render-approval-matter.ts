import { COMMANDS } from '../../../engine/index.ts';
import { renderLetter } from '../../documents/render-letter.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { findAction, type WishedAction } from '../actions/find-action.ts';
import { renderGoesTo } from '../letters/describe-addressees.ts';
import { describeMissing } from '../letters/describe-missing.ts';
import { makeLetterRequest } from '../letters/make-letter-request.ts';
import type { OpenCase } from '../open-case.ts';
import { renderRefusals } from '../render-refusals.ts';
import { adviseOnLetter } from './advise-on-letter.ts';
import { findDifferences } from './find-differences.ts';
import { foreseePrefilled } from './foresee-prefilled.ts';
import { describeVersion, findApproved, listVersions } from './list-versions.ts';
import { nameInput, orderInputs } from './name-input.ts';
import { renderDifferences } from './render-difference.ts';
import { renderReading } from './render-panels.ts';

/**
 * What whoever approves a response looks at: the letter as it would go with the words kept last, what it still lacks,
 * how it reads, and what changed since it was last approved. Undefined for every other action.
 */
export async function renderApprovalMatter(
  parts: AppParts,
  open: OpenCase,
  action: WishedAction,
): Promise<Html | undefined> {
  if (!action.step?.['after-last-edit']) return undefined;
  const responding = COMMANDS.find(({ does }) => does === 'respond');
  const respond = responding && findAction(open, responding.name);
  if (!respond) return undefined;
  const foreseen = foreseePrefilled(open, respond);
  if (!foreseen) return undefined;
  const { letter, texts } = foreseen;
  const words = { ...open.wording.words, textOf: (name: string) => texts[name] ?? open.wording.words.textOf?.(name) };
  // Whoever looks at it does not sign it: whoever wrote it does, as far as anybody knows.
  const by = open.standing.history.findLast(({ type }) => type === 'drafted')?.by.id;
  const request = makeLetterRequest(parts, open, { letter, on: open.standing.asOf.on, words, by });
  const missing = letter.parts
    .filter((part) => part.missing !== undefined)
    .map((part) => `${part.name} (${describeMissing(part)})`);
  const lacks = foreseen.lacks.filter(({ code }) => !code.startsWith('part-'));
  return html`<section id="letter" aria-labelledby="letter-title"><h2 class="govuk-heading-m" id="letter-title">The letter as it would go</h2>
${renderGoesTo(open)}
${lacks.length > 0 && html`<h3 class="govuk-heading-s">It could not go as it stands</h3>${renderRefusals(open.texts, open.standing.policy, lacks, respond.command.name)}`}
${missing.length > 0 && govuk.warningText({ text: `Still missing: ${missing.join('; ')}.`, iconFallbackText: 'Warning' })}
${await renderSince(parts, open, respond)}
<div class="redress-card">${renderLetter(request, { headingLevel: 3 })}</div>
${govuk.details({ summaryText: 'How it reads', text: renderReading(open, { advice: adviseOnLetter(open, letter, request) }) })}</section>`;
}

/** What changed in the words since somebody last approved them. */
async function renderSince(parts: AppParts, open: OpenCase, respond: WishedAction): Promise<Html | undefined> {
  const versions = await listVersions(parts, open, respond);
  const now = versions.findLast(({ kind }) => kind === 'kept');
  const approved = findApproved(open, versions);
  if (!now || !approved || now.key === approved.key) return undefined;
  const order = orderInputs(respond.letter, Object.keys({ ...approved.typed, ...now.typed }));
  return html`<section aria-labelledby="since-title"><h3 class="govuk-heading-s" id="since-title">What changed since the last approval</h3>
<p class="govuk-body">${describeVersion(open, approved, versions)}. Then: ${describeVersion(open, now, versions)}.</p>
${renderDifferences(findDifferences(approved.typed, now.typed, order), (name) => nameInput(respond.letter, name), 4)}</section>`;
}
