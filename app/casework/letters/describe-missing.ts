import type { PartStanding } from '../../../engine/index.ts';

const FILLED: Readonly<Record<PartStanding['filledBy'], string>> = {
  engine: 'Filled in by itself',
  person: 'Written',
  pack: 'The landlord’s fixed words',
};

/** How a part of a letter stands, in a few words: filled, or what it still wants. */
export function describeMissing({ missing, lacks, filledBy, content }: PartStanding): string {
  if (content?.kind === 'text-per-point' && content.texts.length === 0) return 'No points yet';
  const points = lacks.length > 0 ? ` for ${lacks.length > 1 ? 'points' : 'point'} ${lacks.join(', ')}` : '';
  switch (missing) {
    case undefined:
      return FILLED[filledBy];
    case 'blank':
      return `To write${points}`;
    case 'placeholder':
      return `Placeholder left: ${lacks.join(', ')}`;
    case 'points-unanswered':
      return lacks.length > 0 ? `No finding yet${points}` : 'No points yet';
    case 'comments-unanswered':
      return `To answer: comment ${lacks.join(', ')}`;
    case 'not-known':
      return lacks.length > 0 ? `Not answered yet: ${lacks.join(' ')}` : 'Not known yet';
    default:
      return missing satisfies never;
  }
}
