import { determineReach, type IsoDate } from '../../../engine/index.ts';
import { seesCases } from '../../identity/authority.ts';
import type { Person } from '../../identity/person.ts';
import type { OutboxMessage } from '../../store/enqueue.ts';
import { describeDate, describeEvent, fill } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { nameDuty, type WorkLine } from '../my-work/describe-line.ts';
import { findMyWork, MOST_COUNTED, type Section } from '../my-work/find-my-work.ts';
import { loadLines, loadNews } from '../my-work/view-my-work.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

export type Digest = { readonly to: string; readonly subject: string; readonly text: string };

/** What is told by e-mail: more is a matter for the page. */
const TOLD: readonly Section[] = ['late', 'today', 'risk', 'unassigned'];
const LINES = 10;

/**
 * The daily e-mail of a person: what is late, due, at risk and waiting for them, and what is new on their cases.
 * Undefined where there is nothing to tell (cases that nobody has are told along with the rest, and by themselves to nobody), for whoever has switched it off, is away, or does not work here any more.
 * It holds references and names of the procedure's own, no name and no words of a resident.
 */
export async function writeDigest(parts: AppParts, organisation: string, id: string): Promise<Digest | undefined> {
  const person = await parts.people.find(organisation, id);
  if (!person || !(await isTold(parts, organisation, person))) return undefined;
  const people = await parts.people.list(organisation);
  const covered = await parts.absences.findCovered(organisation, id, parts.today());
  const gone = people.filter(({ state }) => state === 'closed').map((one) => one.id);
  const wish = { organisation, person, today: parts.today(), covered: [...covered.keys()], gone };
  const found = await findMyWork(parts.casebook.database, wish);
  const first = TOLD.flatMap((section) => (found.get(section) ?? []).slice(0, LINES));
  const lines = await loadLines(parts, wish, people, first, covered);
  const news = await listNews(parts, organisation, person, people);
  const told = TOLD.map((section) => ({
    section,
    count: found.get(section)?.length ?? 0,
    lines: lines.filter((line) => line.section === section),
  }));
  if (news.length === 0 && told.every(({ section, lines: own }) => section === 'unassigned' || own.length === 0))
    return undefined;
  return { to: person.email, subject: describeSubject(parts, told), text: describeText(parts, told, news) };
}

async function isTold(parts: AppParts, organisation: string, person: Person): Promise<boolean> {
  if (person.state !== 'active' || !seesCases(parts, organisation, person)) return false;
  const today = parts.today();
  const absences = await parts.absences.list(organisation, today);
  if (absences.some((one) => one.person === person.id && one.from <= today)) return false;
  return parts.settings.wantsDigest(organisation, person.id);
}

type Told = { readonly section: Section; readonly count: number; readonly lines: readonly WorkLine[] };

const sayCount = (count: number): string => (count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count));

function describeSubject({ texts }: AppParts, told: readonly Told[]): string {
  const counts = told
    .filter(({ section, lines }) => lines.length > 0 && section !== 'unassigned')
    .map(({ section, count }) => `${sayCount(count)} ${texts.work.sections[section].toLowerCase()}`);
  return counts.length > 0
    ? fill(texts.work.digest.subject, { counts: counts.join(', ') })
    : texts.work.digest['subject-news'];
}

function describeText(parts: AppParts, told: readonly Told[], news: readonly string[]): string {
  const { texts } = parts;
  const words = texts.work.digest;
  const work = `${parts.publicUrl()}${caseworkPaths.myWork()}`;
  const sections = told
    .filter(({ lines }) => lines.length > 0)
    .map(({ section, count, lines }) => {
      const rest = count - lines.length;
      const more = rest > 0 ? [`- ${fill(words.more, { count: rest })}`] : [];
      return [
        `${texts.work.sections[section]} (${sayCount(count)})`,
        ...lines.map((line) => `- ${describeLine(line)}`),
        ...more,
      ].join('\n');
    });
  const newest = news.length > 0 ? [[words.news, ...news.map((line) => `- ${line}`)].join('\n')] : [];
  const off = `${words.off} ${parts.publicUrl()}${caseworkPaths.mySettings()}`;
  return [`${words.opening} ${work}`, ...sections, ...newest, off].join('\n\n');
}

function describeLine({ open, duty, does }: WorkLine): string {
  const { texts } = open;
  const when = duty.due === undefined ? texts.work.words['as-soon-as'] : describeDate(duty.due, texts);
  if (isQuiet(open)) return `${when}: ${texts.work.words['case-only']}`;
  return `${when}: ${open.record.origin.reference}, ${nameDuty({ open, duty }, true)}. ${does}.`;
}

/** A restricted case is not told of by its reference. */
function isQuiet({ standing }: OpenCase): boolean {
  const { barred, only } = determineReach(standing);
  return only !== undefined || barred.length > 0;
}

async function listNews(
  parts: AppParts,
  organisation: string,
  person: Person,
  people: readonly Person[],
): Promise<readonly string[]> {
  return (await loadNews(parts, { organisation, person }, people)).map(({ open, event }) => {
    if (isQuiet(open)) return parts.texts.work.words['case-only'] ?? '';
    const { title } = describeEvent(parts.texts, open.standing.policy, event, {
      nameOf: open.nameOf,
      procedure: open.standing.state.procedure,
    });
    return `${open.record.origin.reference}: ${title}`;
  });
}

/** Writes and hands on the digest of an outbox message; one of a day that has passed is dropped. */
export const sendDigest =
  (parts: AppParts, send: (message: OutboxMessage, digest: Digest) => Promise<void>) =>
  async (message: OutboxMessage): Promise<void> => {
    const { person, day } = message.payload as { person: string; day: IsoDate };
    const digest = day === parts.today() ? await writeDigest(parts, message.organisation, person) : undefined;
    if (digest) await send(message, digest);
  };
