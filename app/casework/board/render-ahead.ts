import { describeDate, describeList, describeShortDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { escaped, type Html, html, trusted } from '../../web/html.ts';
import { MOST_DUE, type WeekAhead } from './find-ahead.ts';

const WIDTH = 720;
const HEIGHT = 300;
const LEFT = 44;
const RIGHT = 44;
const TOP = 34;
const BOTTOM = 52;
const FONT = 'Arial, Helvetica, Liberation Sans, sans-serif';
const DUE = '#1d70b8';
const TIGHT = '#ca3535';
const IN = '#0b0c0c';

const sayDue = (due: number): string => (due > MOST_DUE ? `${MOST_DUE}+` : String(due));

/** What falls due in the next six weeks against who is in: a drawing, and the same in a table beside it. */
export function renderAhead(weeks: readonly WeekAhead[], team: string): Html {
  const tight = weeks.filter((week) => week.tight);
  const said =
    tight.length === 0
      ? 'No week stands out.'
      : `Look at the ${tight.length === 1 ? 'week' : 'weeks'} of ${describeList(tight.map(({ monday }) => describeDate(monday)))}: much falls due for those who are in.`;
  return html`<section id="ahead" aria-labelledby="ahead-title"><h2 class="govuk-heading-m" id="ahead-title">The next six weeks: ${team}</h2>
<p class="govuk-body"><strong>${said}</strong></p>
<div class="redress-ahead"><div class="redress-scroll redress-drawing" role="region" aria-label="Drawing of the next six weeks" tabindex="0">${trusted(drawWeeks(weeks, team))}</div>
${renderTable(weeks)}</div></section>`;
}

function renderTable(weeks: readonly WeekAhead[]): Html {
  return govuk.scrollingTable({
    name: 'The next six weeks in figures',
    caption: 'The next six weeks in figures',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Week of' },
      { text: 'Falls due', format: 'numeric' },
      { text: 'Days in', format: 'numeric' },
      { text: 'Away' },
    ],
    rows: weeks.map(({ monday, due, daysIn, away, tight }) => [
      {
        text: html`<span class="redress-whole">${describeShortDate(monday)}</span> ${tight && govuk.tag({ text: 'Tight', colour: 'red' })}`,
      },
      { text: sayDue(due), format: 'numeric' },
      { text: String(daysIn), format: 'numeric' },
      { text: away.length > 0 ? describeList(away) : 'Nobody' },
    ]),
  });
}

/** Bars for what falls due, by the figures on the left; a black line across each week for the days in, by those on the right. */
function drawWeeks(weeks: readonly WeekAhead[], team: string): string {
  const mostDue = Math.max(1, ...weeks.map(({ due }) => due));
  const mostIn = Math.max(1, ...weeks.map(({ daysIn }) => daysIn));
  const step = (WIDTH - LEFT - RIGHT) / weeks.length;
  const floor = HEIGHT - BOTTOM;
  const scale =
    (most: number) =>
    (value: number): number =>
      floor - (value / most) * (floor - TOP);
  const frame = { step, floor, due: scale(mostDue), in: scale(mostIn) };
  const columns = weeks.map((week, index) => drawWeek(week, LEFT + index * step, frame));
  const described = weeks
    .map(({ monday, due, daysIn }) => `week of ${describeShortDate(monday)}: ${sayDue(due)} due, ${daysIn} days in`)
    .join('; ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="ahead-drawing-title ahead-drawing-description" font-family="${FONT}">
<title id="ahead-drawing-title">What falls due in the next six weeks, and who is in: ${escaped(team)}</title>
<desc id="ahead-drawing-description">${escaped(described)}</desc>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<rect x="${LEFT}" y="8" width="14" height="14" fill="${DUE}"/><text x="${LEFT + 20}" y="20" font-size="14" fill="${IN}">falls due</text>
<rect x="${LEFT + 110}" y="8" width="14" height="14" fill="${TIGHT}"/><text x="${LEFT + 130}" y="20" font-size="14" fill="${IN}">falls due, tight</text>
<line x1="${LEFT + 256}" x2="${LEFT + 286}" y1="15" y2="15" stroke="${IN}" stroke-width="4"/><text x="${LEFT + 294}" y="20" font-size="14" fill="${IN}">days that people are in</text>
<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${floor}" y2="${floor}" stroke="#6f777b"/>
<text x="${LEFT - 8}" y="${floor + 5}" font-size="13" text-anchor="end" fill="${IN}">0</text>
<text x="${LEFT - 8}" y="${TOP + 5}" font-size="13" text-anchor="end" fill="${DUE}">${sayDue(mostDue)}</text>
<text x="${WIDTH - RIGHT + 8}" y="${floor + 5}" font-size="13" fill="${IN}">0</text>
<text x="${WIDTH - RIGHT + 8}" y="${TOP + 5}" font-size="13" fill="${IN}">${mostIn}</text>
${columns.join('\n')}
</svg>`;
}

type Frame = {
  readonly step: number;
  readonly floor: number;
  readonly due: (value: number) => number;
  readonly in: (value: number) => number;
};

function drawWeek({ monday, due, daysIn, tight }: WeekAhead, x: number, { step, floor, ...y }: Frame): string {
  const round = (value: number): string => String(Math.round(value * 10) / 10);
  const [left, width, middle] = [x + step * 0.22, step * 0.56, x + step / 2];
  const bar =
    due > 0
      ? `<rect x="${round(left)}" y="${round(y.due(due))}" width="${round(width)}" height="${round(floor - y.due(due))}" fill="${tight ? TIGHT : DUE}"/>`
      : '';
  const line = `<line x1="${round(x + step * 0.1)}" x2="${round(x + step * 0.9)}" y1="${round(y.in(daysIn))}" y2="${round(y.in(daysIn))}" stroke="${IN}" stroke-width="4"/>`;
  const label = (text: string, at: number, weight = 'normal'): string =>
    `<text x="${round(middle)}" y="${at}" font-size="14" font-weight="${weight}" text-anchor="middle" fill="${IN}">${escaped(text)}</text>`;
  const [day = '', month = ''] = describeShortDate(monday).split(' ');
  return `${bar}${line}${label(`${day} ${month}`, floor + 20)}${label(`${sayDue(due)} due · ${daysIn} in`, floor + 40, tight ? 'bold' : 'normal')}`;
}
