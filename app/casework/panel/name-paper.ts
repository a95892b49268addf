import type { PaperKey } from '../../../engine/index.ts';
import { listSentLetters } from '../../documents/list-sent-letters.ts';
import { describeShortDate } from '../../texts/index.ts';
import type { OpenCase } from '../open-case.ts';

/** What a paper of a panel is called in its index: “Letter: Our answer (5 Mar 2026)”. */
export function namePaper(open: OpenCase, key: PaperKey): string | undefined {
  const { texts, record, standing } = open;
  const [kind, number] = [key.split('-')[0], Number(key.split('-')[1])];
  if (kind === 'letter') {
    const sent = listSentLetters(record).find(({ n }) => n === number);
    return sent && `Letter: ${sent.letter.letter.title} (${describeShortDate(sent.on, texts)})`;
  }
  if (kind !== 'evidence') return texts.fields.options['panel-papers']?.[key];
  const piece = standing.state.evidence.find(({ evidence }) => evidence === number);
  if (!piece) return undefined;
  const words = record.texts.get(piece.n) ?? {};
  const what = words['description'] ?? (piece.kind === 'visit' ? 'Notes of a visit' : 'Notes of an interview');
  return `Evidence ${number}: ${what} (${describeShortDate(piece.on, texts)})`;
}
