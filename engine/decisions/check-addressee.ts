import type { Addressee } from '../letters/determine-addressees.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * Why nothing may be sent to somebody, nor printed for them, nor shown to them; empty where it may. Each reason names
 * the clause of the rule that keeps it from them.
 */
export function checkAddressee(addressee: Addressee | undefined): readonly Refusal[] {
  if (!addressee) return [refuse('no-such-addressee')];
  const { keptFrom, source, resident = 0, lacks } = addressee;
  const questions = lacks.map(({ ask }) => ask).join('” and “');
  switch (keptFrom) {
    case undefined:
      return [];
    case 'no-authority':
      return [refuse('no-authority', source, { lacks: questions })];
    case 'authority-incomplete':
      return lacks.map((fact) => refuse('authority-incomplete', [fact, source], { question: fact.ask, fact: fact.id }));
    case 'authority-withdrawn':
      return [refuse('authority-withdrawn', source)];
    case 'goes-to-the-other':
      return [refuse('goes-to-the-other', source)];
    case 'has-left':
      return [refuse('has-left', source, { resident })];
    case 'cannot-be-written-to':
      return [refuse('cannot-be-written-to', source, { resident })];
    default:
      return keptFrom satisfies never;
  }
}
