import { randomUUID } from 'node:crypto';
import { type FileStore, recordFile } from '../documents/file-store.ts';
import { sha256 } from '../store/canonical-json.ts';
import type { Database } from '../store/open-database.ts';
import { makeDocument } from './make-document.ts';
import { makePhotograph } from './make-photograph.ts';

/** A file of the demo: made when it is wanted, the same each time. */
type DemoFile = { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };

/** A wall in half light with a stain that spreads from one place. */
const stain = (takenOn: string, x: number, y: number, spread: number): Buffer =>
  makePhotograph({
    columns: 100,
    rows: 75,
    takenAt: `${takenOn}T10:40:00`,
    brightness: (column, row) => {
      const away = ((column - x) ** 2 + (row - y) ** 2) / spread;
      const grain = ((column * 37 + row * 101) % 11) - 5;
      return 205 - row * 0.7 - 120 * Math.exp(-away) - 30 * Math.exp(-Math.abs(away - 1.4) * 3) + grain;
    },
  });

/** The files that a case with evidence has; photographs were taken on the day given. */
export function makeDemoFiles(takenOn: string): Readonly<Record<'first' | 'second' | 'report' | 'log', DemoFile>> {
  const [jpeg, pdf] = ['image/jpeg', 'application/pdf'];
  return {
    first: { name: 'photograph-1.jpg', mediaType: jpeg, bytes: stain(takenOn, 62, 24, 260) },
    second: { name: 'photograph-2.jpg', mediaType: jpeg, bytes: stain(takenOn, 30, 50, 420) },
    report: {
      name: 'inspection-report.pdf',
      mediaType: pdf,
      bytes: makeDocument([
        'Inspection report (invented)',
        '',
        'What was reported was found as described.',
        'Work ordered before: one visit, no record of what was done.',
        'Recommended: one further visit with the right parts, and a call the day before.',
      ]),
    },
    log: {
      name: 'contact-log.txt',
      mediaType: 'text/plain',
      bytes: Buffer.from(
        'Contact log (invented)\n09:12 resident rang, passed to repairs\n15:40 no call back recorded\n',
      ),
    },
  };
}

/** A file of the demo as the engine is told of it. The number is made when it is kept. */
export const tellFile = ({ mediaType, bytes }: DemoFile, takenOn?: string) => ({
  id: 'to-be-kept',
  digest: sha256(bytes),
  size: bytes.length,
  mediaType,
  ...(takenOn !== undefined && { takenOn }),
});

/** The day that the photographs of a case were taken, two days before they came in. */
export const takenBefore = (on: string): string => new Date(Date.parse(on) - 2 * 86_400_000).toISOString().slice(0, 10);

type Told = ReturnType<typeof tellFile>;
type Kept = { readonly organisation: string; readonly caseId: string; readonly person: string; readonly at: string };

/** Keeps the files that something done on a case names, and gives them their numbers. */
export async function keepDemoFiles(
  { database, files }: { readonly database: Database; readonly files: FileStore },
  { organisation, caseId, person, at }: Kept,
  told: readonly Told[],
): Promise<readonly Told[]> {
  const made = Object.values(makeDemoFiles(takenBefore(at.slice(0, 10))));
  const kept: Told[] = [];
  for (const one of told) {
    const file = made.find(({ bytes }) => sha256(bytes) === one.digest);
    if (!file) throw new Error('A demo case names a file that the demo does not make.');
    await files.keep(organisation, [file.bytes]);
    const fileId = randomUUID();
    const { digest, size } = one;
    const record = {
      fileId,
      caseId,
      digest,
      size,
      name: file.name,
      mediaType: file.mediaType,
      keptAt: at,
      keptBy: person,
    };
    await database.inOrganisation(organisation, (tx) => recordFile(tx, organisation, record));
    kept.push({ ...one, id: fileId });
  }
  return kept;
}
