import { addCalendarDays, type IsoDate } from '../../../engine/index.ts';

/** A day on which something is due. Nothing in it may be a name or words of anybody. */
export type DueDay = {
  /** The same from one reading to the next, so that a calendar moves it and does not double it. */
  readonly uid: string;
  readonly on: IsoDate;
  readonly summary: string;
  readonly url: string;
};

/**
 * Days as a calendar in the form of RFC 5545, each all day long. `stamp`: the instant at which it was made. Lines end
 * in CR LF and none is longer than 75 octets: the rest of one goes on the next, behind a space.
 *
 * Example: due on 2 April 2026 is `DTSTART;VALUE=DATE:20260402` and, as the end is not part of it, `DTEND` the 3rd.
 */
export function renderCalendar(
  days: readonly DueDay[],
  { name, stamp }: { readonly name: string; readonly stamp: string },
): string {
  const made = `${stamp.replace(/\.\d+Z$/, 'Z').replace(/[-:]/g, '')}`;
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Redress//Due dates//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    `X-WR-CALNAME:${escapeText(name)}`,
    ...['REFRESH-INTERVAL;VALUE=DURATION:PT4H', 'X-PUBLISHED-TTL:PT4H'],
    ...days.flatMap(({ uid, on, summary, url }) => [
      ...['BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${made}`, `DTSTART;VALUE=DATE:${plain(on)}`],
      ...[`DTEND;VALUE=DATE:${plain(addCalendarDays(on, 1))}`, `SUMMARY:${escapeText(summary)}`, `URL:${url}`],
      ...['TRANSP:TRANSPARENT', 'END:VEVENT'],
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

const plain = (day: IsoDate): string => day.replaceAll('-', '');

/** RFC 5545, 3.3.11: a backslash, a semicolon, a comma and the end of a line. */
const escapeText = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, '\\n');

/** RFC 5545, 3.1: by octets, and never within a character. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const sign of line) {
    if (Buffer.byteLength(part + sign) > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
    }
    part += sign;
  }
  return [...parts, part].join('\r\n ');
}
