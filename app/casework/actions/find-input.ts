import type { Field, Refusal } from '../../../engine/index.ts';

/** The single inputs of a form and what a refusal may be about. */
export type FormInputs = {
  readonly fields: readonly Field[];
  readonly names: readonly string[];
  readonly moment: string;
};

const OF_CODE: Readonly<Record<string, string>> = {
  'extension-needs-agreement': 'agreed',
  'extension-needs-reason': 'reason',
  'extension-reason-not-listed': 'reason',
  'extension-needs-date': 'by',
  'extension-beyond-cap': 'by',
  'extension-after-due': 'told-late',
  'expected-day-missing': 'to',
  'nobody-asked': 'asked-of',
  'no-ground': 'ground',
  'ground-lifted': 'ground',
  'agreed-time-too-long': 'to',
  'payment-above-promise': 'amount',
  'above-authority': 'amount',
  'asks-themselves': 'of',
  'money-missing': 'amount',
  'money-under-wrong-kind': 'amount',
  'no-such-recording': 'recording',
  'anonymous-not-accepted': 'anonymous',
  'no-points': 'points.1.text',
  'next-review-later': 'review-on',
  'review-not-after-start': 'review-on',
  'change-says-what': 'limits',
  'no-way-left-open': 'channels',
};

/** The name of the input that a refusal is about, where there is one on this form. */
export function findRefusedInput({ fields, names, moment }: FormInputs, refusal: Refusal): string | undefined {
  const { code, values } = refusal;
  if (code === 'in-the-future' || code === 'before-receipt') return moment;
  const wished = [
    OF_CODE[code],
    values['field'],
    values['fact'],
    code === 'point-unanswered' ? `findings.${values['point']}.finding` : undefined,
    code.startsWith('part-') ? `parts.${values['id']}` : undefined,
  ];
  for (const name of wished) {
    if (name === undefined) continue;
    const found = names.find((one) => one === name) ?? names.find((one) => one.startsWith(`${name}.`));
    if (found !== undefined) return found;
  }
  return fields.some(({ name }) => name === values['field']) ? String(values['field']) : undefined;
}
