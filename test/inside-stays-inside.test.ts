// Whatever happens on a case, no word that is internal comes to a resident: not on their page, not in a letter or its
// preview, not in mail. Histories are told by dice under every pack; every internal recording holds a marker under every
// name that any wording is ever looked up by, which is worse than anything the forms can record.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { keyOf, listCaseActions } from '../app/casework/actions/find-action.ts';
import { previewLetter } from '../app/casework/actions/preview-letter.ts';
import { readWording } from '../app/casework/case-wording.ts';
import type { OpenCase } from '../app/casework/open-case.ts';
import { gatherLetterTexts, makeLetterWords } from '../app/documents/gather-letter-texts.ts';
import { lettersTo, listSentLetters } from '../app/documents/list-sent-letters.ts';
import { renderLetterPage, renderLetterText } from '../app/documents/render-letter.ts';
import { requestLetter } from '../app/documents/request-letter.ts';
import { findResidentView } from '../app/portal/follow/find-resident-view.ts';
import type { FollowedRecord } from '../app/portal/follow/followed-case.ts';
import { viewFollowed } from '../app/portal/follow/view-followed.ts';
import { type CaseRecord, standingOf } from '../app/store/cases/casebook.ts';
import type { Database } from '../app/store/open-database.ts';
import { html } from '../app/web/html.ts';
import { type CaseEvent, COMMANDS, type EventType, type Field, isInternal, makeContext } from '../engine/index.ts';
import { type Ground, loadGrounds, type ToldHistory, tellHistory, turns } from './support/random-histories.ts';
import { makeResidentParts, PEOPLE, type ResidentParts } from './support/resident-parts.ts';

const MARK = 'NEVERTELL';
const PLAIN = 'Said in plain words.';
/** What recordings for the complainant hold here. Whatever else is looked up by name is only to be found inside. */
const TOLD_APART = /^(point\.|parts\.|what|caption|comment$)/;
let grounds: readonly Ground[];
let parts: ResidentParts;

before(async () => {
  grounds = await loadGrounds();
  parts = await makeResidentParts({} as Database);
});

/** Every name that wording is kept under: of all commands on this case, of the pack's questions, of letters' parts. */
function listNames({ policy, calendar }: Ground, record: CaseRecord): readonly string[] {
  const standing = standingOf({ ...record, policy, calendar }, { on: record.events.at(-1)!.recordedOn });
  const context = makeContext(standing, standing.asOf);
  const deep = (field: Field): readonly string[] => [
    field.name,
    ...('fields' in field ? field.fields.flatMap(deep) : []),
  ];
  return [
    ...COMMANDS.flatMap((command) => command.fields(context).flatMap(deep)),
    ...Object.keys(policy.pack.facts),
    ...policy.pack.letters.flatMap((letter) =>
      letter.parts.flatMap(({ part }) => [`parts.${part}`, `parts.${part}.1`]),
    ),
    ...['point.1', 'point.2', 'point.1.outcome-sought', 'subject', 'caption', 'text'],
  ];
}

function mark(ground: Ground, { events }: ToldHistory): CaseRecord {
  const { policy, calendar } = ground;
  const origin = {
    reference: '26-ABCDE',
    pack: policy.pack.pack,
    packVersion: policy.pack.version,
    packHash: policy.hash,
  };
  const bare = {
    organisation: policy.pack.pack,
    caseId: 'c1',
    origin,
    policy,
    calendar,
    events,
    version: events.length,
  };
  const record = { ...bare, texts: new Map(), recordedAt: new Map() };
  const names = listNames(ground, record);
  const isInside = (event: CaseEvent, name: string): boolean =>
    isInternal(policy, event) || policy.pack.facts[name]?.internal === true;
  const texts = events.map((event) => {
    const own = names.flatMap((name): readonly (readonly [string, string])[] => {
      if (isInside(event, name)) return [[name, `${MARK} ${event.type} ${name}`]];
      return TOLD_APART.test(name) ? [[name, PLAIN]] : [];
    });
    return [event.n, Object.fromEntries(own)] as const;
  });
  return { ...record, texts: new Map(texts) };
}

/** Everything that a complainant can come to read of a case. */
function listReadable(record: CaseRecord, end: string): readonly string[] {
  const organisation = parts.organisations.find(({ id }) => id === record.organisation)!;
  const followed: FollowedRecord = { ...record, follower: 'resident-1', since: 1 };
  const view = findResidentView(parts.texts, followed, end as CaseEvent['on']);
  const page = viewFollowed(organisation, { texts: parts.texts, view, handler: undefined, csrfField: html`` });
  const letters = lettersTo(listSentLetters(record), 'resident-1').map((sent) =>
    requestLetter({ record, sent, key: 'resident-1', organisation, texts: parts.texts, people: PEOPLE }),
  );
  const words = makeLetterWords(gatherLetterTexts(record));
  const names = [...new Set([...record.texts.values()].flatMap((texts) => Object.keys(texts)))];
  return [
    // whatever a template or a letter's part may come to ask for by name
    names.map((name) => words.textOf?.(name)).join('\n'),
    String(page.body),
    JSON.stringify(view),
    ...letters.flatMap((letter) => [String(renderLetterPage(letter, {}).body), renderLetterText(letter)]),
    ...listPreviews(record, end),
  ];
}

/** The letters that could go now, as staff look at them before they go. */
function listPreviews(record: CaseRecord, end: string): readonly string[] {
  const standing = standingOf(record, { on: end as CaseEvent['on'] });
  const actor = { id: 'p1', kind: 'staff', roles: [], entitled: true } as const;
  const nameOf = (): string | undefined => undefined;
  const wording = readWording(record, nameOf);
  const open: OpenCase = {
    record,
    standing,
    wording,
    person: PEOPLE[0]!,
    actor,
    people: PEOPLE,
    limits: [],
    nameOf,
    texts: parts.texts,
  };
  return listCaseActions(open).flatMap(({ command, step }) => {
    const action = { key: keyOf({ command, step }), command, step, fields: [], letter: undefined, refusals: [] };
    const preview = previewLetter(parts, open, action, { moment: standing.asOf, input: {} });
    return preview === undefined ? [] : [String(preview)];
  });
}

test('in random histories under every pack no internal word comes to a resident', () => {
  const seen = new Set<EventType>();
  let letters = 0;
  fc.assert(
    fc.property(turns(24), fc.nat(99), (dice, which) => {
      const ground = grounds[which % grounds.length]!;
      const told = tellHistory(ground, dice);
      const record = mark(ground, told);
      for (const event of told.events) if (isInternal(ground.policy, event)) seen.add(event.type);
      for (const shown of listReadable(record, told.end)) {
        letters += 1;
        const at = shown.indexOf(MARK);
        assert.equal(at, -1, `${ground.policy.pack.pack}: …${shown.slice(Math.max(0, at - 120), at + 80)}…`);
      }
    }),
    { seed: 25, numRuns: 90 },
  );
  assert.ok(letters > 200, `only ${letters} pages and letters were read`);
  const wanted = [
    'noted',
    'evidence-added',
    'interviewed',
    'visited',
    'colleague-contacted',
    'outsider-contacted',
    'question-set',
    'finding-recorded',
    'drafted',
  ];
  assert.deepEqual(
    wanted.filter((type) => !seen.has(type as EventType)),
    [],
  );
});

test('the marker would be seen: told as one that may be told, it comes to the page', () => {
  const ground = grounds.find(({ policy }) => policy.pack.pack === 'anytown-homes')!;
  const on = '2026-03-02' as CaseEvent['on'];
  const by = { id: 'p1', kind: 'staff' as const, roles: [] };
  const envelope = { on, recordedOn: on, by };
  const received = {
    type: 'received',
    kind: 'complaint',
    channel: 'telephone',
    service: ground.policy.pack.services[0]!.id,
    facts: {},
  } as const;
  const events = [
    { ...received, ...envelope, n: 1 },
    { type: 'evidence-added', evidence: 1, kind: 'document', points: [], ...envelope, n: 2 },
    { type: 'evidence-shared', evidence: 1, ...envelope, n: 3 },
  ] as readonly CaseEvent[];
  const record = mark(ground, { events, happenings: [], accepted: [], end: on });
  const told = { ...record, texts: new Map([...record.texts, [3, { caption: `${MARK} caption` }]]) };
  assert.ok(listReadable(told, on).some((shown) => shown.includes(`${MARK} caption`)));
  assert.ok(!listReadable(told, on).some((shown) => shown.includes(`${MARK} evidence-added`)));
});
