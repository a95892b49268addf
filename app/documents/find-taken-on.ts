import exifr from 'exifr';
import type { IsoDate } from '../../engine/index.ts';

/**
 * The day on which a photograph says that it was taken, by the clock of the camera (EXIF `DateTimeOriginal`): only a
 * suggestion, for clocks are set wrongly and pictures are copied. Undefined where it says nothing, or no day that exists.
 */
export async function findTakenOn(bytes: Uint8Array): Promise<IsoDate | undefined> {
  const read = await exifr.parse(bytes, { pick: ['DateTimeOriginal'], reviveValues: false }).catch(() => undefined);
  const [, year, month, day] = /^(\d{4}):(\d{2}):(\d{2})/.exec(String(read?.DateTimeOriginal ?? '')) ?? [];
  const on = `${year}-${month}-${day}`;
  const isDay = year !== undefined && !Number.isNaN(Date.parse(on)) && new Date(on).toISOString().startsWith(on);
  return isDay ? (on as IsoDate) : undefined;
}
