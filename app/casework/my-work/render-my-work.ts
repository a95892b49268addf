import { type CaseEvent, localDateOf } from '../../../engine/index.ts';
import { describeDate, describeEvent, fill, type Texts } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { attributes, type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { describeCaseTitle, findStageName } from '../case-words.ts';
import { addressOfWorking } from '../find-working.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import { nameDuty, type WorkLine } from './describe-line.ts';
import { MOST_COUNTED, SECTIONS, type Section } from './find-my-work.ts';

/** How many lines of each section stand on the first page, and how many on a page of one section. */
export const LINES_A_SECTION = 8;
export const LINES_A_PAGE = 25;

/** Something that somebody else recorded. */
export type NewsLine = { readonly open: OpenCase; readonly event: CaseEvent };

export type MyWorkPage = {
  readonly counts: ReadonlyMap<Section, number>;
  readonly lines: readonly WorkLine[];
  readonly show: Section | undefined;
  readonly page: number;
  readonly news: readonly NewsLine[];
  /** The landlord asks whether people are happy with the solution. */
  readonly asksHappy: boolean;
  /** The instant from which on something is new. */
  readonly since: string;
  readonly texts: Texts;
};

/** A person's work in sections, the most pressing first; how much is late stands in the title of the window. */
export function renderMyWork(page: MyWorkPage): Page {
  const { counts, show, texts } = page;
  const shown = show === undefined ? SECTIONS : [show];
  const isEmpty = SECTIONS.every((section) => countOf(counts, section) === 0);
  return {
    title: nameWindow(page),
    heading: 'My work',
    wide: true,
    body: html`${renderContents(page)}
${isEmpty ? html`<p class="govuk-body">${texts.work.none.all}</p>` : shown.map((section) => renderSection(page, section))}
${renderNews(page)}
<p class="govuk-body"><a class="govuk-link" href="${caseworkPaths.mySettings()}">Daily e-mail and calendar address</a> · <a class="govuk-link" href="${caseworkPaths.absences()}">Who is away, and who acts for them</a>${page.asksHappy && html` · <a class="govuk-link" href="${caseworkPaths.satisfaction()}">How happy people were with the solution</a>`}</p>`,
  };
}

/** What others recorded on this person's cases lately, each where it stands on the case. */
function renderNews({ news, since, texts }: MyWorkPage): Html | undefined {
  if (news.length === 0) return undefined;
  const items = news.map(({ open, event }) => {
    const { record, standing, nameOf } = open;
    const { title } = describeEvent(texts, standing.policy, event, { nameOf, procedure: standing.state.procedure });
    const href = `${caseworkPaths.casePage({ id: record.caseId })}#entry-${event.n}`;
    return html`<li><a class="govuk-link" href="${href}">${record.origin.reference}: ${title}</a>, ${describeDate(event.recordedOn, texts)}</li>`;
  });
  const title = fill(texts.work.news, { date: describeDate(localDateOf(since) ?? '', texts) });
  return html`<section id="news"><h2 class="govuk-heading-m">${title}</h2><ul class="govuk-list govuk-list--bullet">${items}</ul></section>`;
}

const countOf = (counts: MyWorkPage['counts'], section: Section): number => counts.get(section) ?? 0;
const sayCount = (count: number): string => (count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count));

/** “(3 late) My work”, “(2 today) My work”: what a person sees on the tab of their browser. */
function nameWindow({ counts, texts }: MyWorkPage): string {
  const pressing = (['late', 'today'] as const).find((section) => countOf(counts, section) > 0);
  if (!pressing) return 'My work';
  return `(${sayCount(countOf(counts, pressing))} ${texts.work.sections[pressing].toLowerCase()}) My work`;
}

function renderContents({ counts, show, texts }: MyWorkPage): Html {
  const link = (text: string, href: string, current: boolean): Html =>
    html`<li class="moj-sub-navigation__item"><a${attributes({ class: 'moj-sub-navigation__link', href, 'aria-current': current ? 'page' : undefined })}>${text}</a></li>`;
  const items = SECTIONS.map((section) =>
    link(
      `${texts.work.sections[section]} (${sayCount(countOf(counts, section))})`,
      caseworkPaths.myWork(undefined, { show: section }),
      show === section,
    ),
  );
  return html`<nav class="moj-sub-navigation" aria-label="Parts of my work"><ul class="moj-sub-navigation__list">${link('All', caseworkPaths.myWork(), show === undefined)}${items}</ul></nav>`;
}

/** A section with nothing in it is left out of the first page, but for what is late, where that is good to know. */
function renderSection(page: MyWorkPage, section: Section): Html | undefined {
  const { counts, lines, show, texts } = page;
  const own = show === undefined ? lines.filter((line) => line.section === section) : lines;
  const count = countOf(counts, section);
  if (own.length === 0 && count === 0) {
    if (show === undefined && section !== 'late') return undefined;
    return html`<section id="${section}"><h2 class="govuk-heading-m">${texts.work.sections[section]}</h2><p class="govuk-body">${texts.work.none[section]}</p></section>`;
  }
  const more =
    show === undefined &&
    count > LINES_A_SECTION &&
    html`<p class="govuk-body"><a class="govuk-link" href="${caseworkPaths.myWork(undefined, { show: section })}">All ${sayCount(count)}: ${texts.work.sections[section].toLowerCase()}</a></p>`;
  return html`<section id="${section}"><h2 class="govuk-heading-m">${texts.work.sections[section]} (${sayCount(count)})</h2>
<p class="govuk-body redress-quiet">${texts.work.helps[section]}</p>
${own.length === 0 ? html`<p class="govuk-body">${texts.work.none[section]}</p>` : renderLines(page, section, own)}${more}${show !== undefined && renderPages(page, section)}</section>`;
}

const renderLines = ({ texts }: MyWorkPage, section: Section, lines: readonly WorkLine[]): Html =>
  govuk.table({
    caption: `${texts.work.sections[section]}, the earliest first`,
    captionClasses: 'govuk-visually-hidden',
    classes: 'redress-work',
    head: [{ text: 'By when' }, { text: 'What to do' }, { text: 'Case' }],
    rows: lines.map((line) => [{ text: renderWhen(line) }, { text: renderWhat(line) }, { text: renderCase(line) }]),
  });

function renderWhen({ open, duty, tags }: WorkLine): Html {
  const { texts } = open;
  const words = texts.work.words;
  const when =
    duty.due === undefined
      ? words['as-soon-as']
      : duty.kind === 'escalation'
        ? fill(words['asked-on'], { date: describeDate(duty.due, texts) })
        : describeDate(duty.due, texts);
  const day =
    duty.due === undefined
      ? when
      : html`<a class="govuk-link" href="${addressOfWorking(open.record.caseId, duty)}">${when}</a>`;
  return html`<strong>${day}</strong>${tags.map(({ text, colour }) => html`<br>${govuk.tag({ text, colour })}`)}`;
}

function renderWhat(line: WorkLine): Html {
  const { open, clock, does, href, why } = line;
  const { texts, standing } = open;
  const clause = renderClause(texts, standing.policy, clock?.clause);
  return html`<a class="govuk-link govuk-!-font-weight-bold" href="${href}">${does}<span class="govuk-visually-hidden"> (${open.record.origin.reference})</span></a><br><span class="redress-typed">${nameDuty(line)}</span> ${clause}${why.map((told) => html`<br><span class="redress-quiet">${told}</span>`)}`;
}

function renderCase({ open }: WorkLine): Html {
  const { record, standing, wording, texts } = open;
  const line = [record.origin.reference, wording.resident.name, findStageName(standing)].filter(
    (one) => one !== undefined,
  );
  return html`<a class="govuk-link" href="${caseworkPaths.casePage({ id: record.caseId })}">${describeCaseTitle(texts, standing, wording)}</a><br>${line.join(' · ')}`;
}

function renderPages({ counts, page }: MyWorkPage, section: Section): Html | undefined {
  const count = countOf(counts, section);
  const href = (to: number): string =>
    caseworkPaths.myWork(undefined, { show: section, page: to === 1 ? undefined : to });
  const last = Math.ceil(count / LINES_A_PAGE);
  if (last < 2) return undefined;
  return govuk.pagination({
    items: Array.from({ length: last }, (_, index) => ({
      number: index + 1,
      href: href(index + 1),
      current: index + 1 === page,
    })),
    landmarkLabel: 'Pages of my work',
    previous: page > 1 ? { href: href(page - 1) } : undefined,
    next: page < last ? { href: href(page + 1) } : undefined,
  });
}
