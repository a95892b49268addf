import { warningText } from '../web/components/index.ts';
import { type Html, html } from '../web/html.ts';
import { spellCode } from './spell-code.ts';

/** A code to write down, with how to say it. */
export function renderCode(code: string): Html {
  return html`${warningText({ text: 'Write both down, or print this page. We show the code only once.', iconFallbackText: 'Important' })}
<div class="redress-card redress-code">
<h2 class="govuk-heading-s">Your code</h2>
<p class="redress-code__letters">${code}</p>
<p class="govuk-body">In words: ${spellCode(code)}.</p>
<p class="govuk-body">Small and capital letters are the same. Whoever has the reference and the code can read your complaint. If you lose the code, ask us for a new one.</p>
</div>`;
}
