import { type Evidence, getEvidence } from '../../case/evidence.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command, Input } from '../command.ts';
import type { Field } from '../field.ts';
import { textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** A piece of evidence counts no longer, with the reason. Its number, its words and its file stay. */
export const withdrawEvidence: Command = {
  name: 'withdraw-evidence',
  word: 'evidence-withdrawn',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => [
    ...checkReceived(context),
    ...checkRestricted(context, actor),
    ...checkAny(getEvidence(context.standing.state)),
  ],
  fields: (context) => [
    evidenceField(getEvidence(context.standing.state)),
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (_context, _actor, input) => ({
    events: [{ body: { type: 'evidence-withdrawn', evidence: evidenceOf(input) }, texts: textsOf(input, ['why']) }],
    refusals: [],
  }),
};

/** What may still be shown to the complainant: what counts and is not shown yet. */
const listUnshared = ({ standing }: CaseContext): readonly Evidence[] =>
  getEvidence(standing.state).filter(({ shared }) => shared === undefined);

/**
 * The complainant may see a piece of evidence, under words written for them. What was written about it among staff
 * stays there: it is on another event.
 */
export const shareEvidence: Command = {
  name: 'share-evidence',
  word: 'evidence-shared',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => [
    ...checkReceived(context),
    ...checkRestricted(context, actor),
    ...checkAny(listUnshared(context)),
  ],
  fields: (context) => [
    evidenceField(listUnshared(context)),
    { name: 'caption', label: '', required: true, kind: 'long-text' },
  ],
  decide: (_context, _actor, input) => ({
    events: [{ body: { type: 'evidence-shared', evidence: evidenceOf(input) }, texts: textsOf(input, ['caption']) }],
    refusals: [],
  }),
};

const evidenceField = (pieces: readonly Evidence[]): Field => ({
  name: 'evidence-number',
  label: '',
  required: true,
  kind: 'choice',
  options: pieces.map(({ evidence }) => ({ value: String(evidence), label: '' })),
});

const evidenceOf = (input: Input): number => Number(textOf(input, 'evidence-number') ?? 0);

const checkAny = (pieces: readonly Evidence[]): readonly Refusal[] =>
  pieces.length === 0 ? [refuse('no-evidence', undefined, {})] : [];
