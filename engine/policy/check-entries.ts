import { isIsoDate } from '../calendar/index.ts';
import { didYouMean, type Fault, getName, listWords, type Path } from './fault.ts';
import { getClockParts, getStageParts, getStepParts } from './pack-parts.ts';
import type { Fact, Guard, Pack } from './schema.ts';
import { getKind, walkObjects } from './walk-pack.ts';

/**
 * What is wrong inside single entries of a pack: an id twice, dates the wrong way round, a letter missing where one
 * must go out, an answer that a fact cannot have, a placeholder left in.
 */
export function checkEntries(pack: Pack): Fault[] {
  return [
    ...duplicates(pack),
    ...duplicateClocks(pack),
    ...duplicateSteps(pack),
    ...badDates(pack),
    ...daysThatAreNot(pack),
    ...missingLetters(pack),
    ...impossibleAnswers(pack),
    ...uselessFacts(pack),
    ...emptyNames(pack),
    ...openLists(pack),
    ...placeholders(pack),
  ];
}

const twice = (path: Path, id: string, where: string): Fault => ({
  path,
  what: `“${id}” stands twice ${where}.`,
  why: 'Everything else calls it by this id and could mean either.',
  mend: 'Give one of them another id.',
});

function findTwice(entries: readonly { id: string | undefined; path: Path }[], where: string): Fault[] {
  return entries.flatMap(({ id, path }, i) =>
    id !== undefined && entries.findIndex((other) => other.id === id) < i ? [twice(path, id, where)] : [],
  );
}

function duplicates(pack: Pack): Fault[] {
  return [...walkObjects(pack)].flatMap(({ path, object }) =>
    Object.entries(object).flatMap(([key, list]) => {
      if (!Array.isArray(list) || key === 'clocks') return [];
      return findTwice(
        list.map((entry, i) => ({ id: getName(entry), path: [...path, key, i] })),
        `in \`${key}\``,
      );
    }),
  );
}

/** Clock ids are called from anywhere in a procedure, so they are held apart across its stages and intake. */
function duplicateClocks(pack: Pack): Fault[] {
  return pack.procedures.flatMap((procedure) => {
    const clocks = getClockParts(pack).filter(
      (clock) => clock.procedure === undefined || clock.procedure === procedure,
    );
    return findTwice(
      clocks.map(({ part, path }) => ({ id: part.id, path })),
      'among the clocks of the procedure',
    );
  });
}

function duplicateSteps(pack: Pack): Fault[] {
  const steps = getStepParts(pack);
  return getStageParts(pack).flatMap(({ part: stage, procedure }) => {
    const own = steps.filter((step) => step.stage === stage).map(({ part }) => part.id);
    return steps
      .filter((step) => step.procedure === procedure && step.stage === undefined && own.includes(step.part.id))
      .map(({ part, path }) => twice(path, part.id, `in the stage “${stage.id}” and among the steps open at any time`));
  });
}

function badDates(pack: Pack): Fault[] {
  return [...walkObjects(pack)].flatMap(({ path, object }) => {
    const { from, until, to } = object;
    const end = until ?? (getKind(path) === 'closures' ? to : undefined);
    const isBackwards = typeof from === 'string' && typeof end === 'string' && end < from;
    if (!isBackwards) return [];
    return [
      {
        path: [...path, until === undefined ? 'to' : 'until'],
        what: `It ends on ${end}, before it begins on ${from}.`,
        why: 'No day lies between them, so it would never hold.',
        mend: 'Correct one of the two dates.',
      },
    ];
  });
}

function daysThatAreNot(pack: Pack): Fault[] {
  return [...walkObjects(pack)].flatMap(({ path, object }) =>
    Object.entries(object).flatMap(([key, value]) => {
      const isWrong = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !isIsoDate(value);
      if (!isWrong) return [];
      const what = `There is no day ${value}.`;
      return [{ path: [...path, key], what, why: 'Nothing could be counted from it.', mend: 'Correct the date.' }];
    }),
  );
}

function missingLetters(pack: Pack): Fault[] {
  return getStepParts(pack)
    .filter(({ part }) => (part.does === 'respond' || part.does === 'acknowledge') && part.letter === undefined)
    .map(({ part, path }) => ({
      path,
      what: `The step “${part.id}” has no letter.`,
      why: `A step that does \`${part.does}\` sends one, and its required parts are checked before it goes.`,
      mend: 'Add `letter:` with the id of one of the pack’s letters.',
    }));
}

type FactGuard = Extract<Guard, { fact: string }>;

/** The answers a fact can have, where they are a closed list; undefined where they are not. */
function findAnswers(fact: Fact | undefined): readonly string[] | undefined {
  if (fact?.kind === 'yes-no') return ['yes', 'no', 'true', 'false'];
  return fact?.kind === 'choice' ? (fact.options?.map(({ id }) => id) ?? []) : undefined;
}

/** Conditions on a fact, and `must`, that compare with something it can never be answered with. */
function impossibleAnswers(pack: Pack): Fault[] {
  const guards = [...walkObjects(pack)].flatMap(({ path, object }) => {
    const guard = object as FactGuard;
    const answers = typeof guard.fact === 'string' ? findAnswers(pack.facts[guard.fact]) : undefined;
    const wanted = [...(guard.is === undefined ? [] : [guard.is]), ...(guard['one-of'] ?? [])];
    const key = guard.is === undefined ? 'one-of' : 'is';
    return answers ? wanted.map((value) => ({ value, fact: guard.fact, answers, path: [...path, key] })) : [];
  });
  const musts = Object.entries(pack.facts).flatMap(([id, fact]) => {
    const answers = fact.must === undefined ? undefined : findAnswers(fact);
    return answers ? [{ value: fact.must!, fact: id, answers, path: ['facts', id, 'must'] }] : [];
  });
  return [...guards, ...musts]
    .filter(({ value, answers }) => !answers.includes(String(value)))
    .map(({ value, fact, answers, path }) => ({
      path,
      what: `\`${value}\` is not an answer that the fact “${fact}” can have.`,
      why: 'The condition would never hold.',
      mend: `${didYouMean(String(value), answers)}Its answers are ${listWords(answers)}.`,
    }));
}

/** Facts that cannot be asked as they stand, or cannot serve for what they are used. */
function uselessFacts(pack: Pack): Fault[] {
  const withoutOptions = Object.entries(pack.facts)
    .filter(([, fact]) => fact.kind === 'choice' && (fact.options ?? []).length === 0)
    .map(([id]) => ({
      path: ['facts', id],
      what: `The choice “${id}” has no options.`,
      why: 'Nothing could be chosen.',
      mend: 'Add `options:` with `{ id: …, name: … }` for each, or make it a text.',
    }));
  const notDates = pack.intake['time-limits'].flatMap(({ from, id }, i) => {
    const kind = pack.facts[from]?.kind;
    if (kind === undefined || kind === 'date') return [];
    return [
      {
        path: ['intake', 'time-limits', i, 'from'],
        what: `The time limit “${id}” counts from “${from}”, which is no date (${kind}).`,
        why: 'No last day could be counted from it.',
        mend: 'Name a fact with `kind: date`.',
      },
    ];
  });
  return [...withoutOptions, ...notDates];
}

const WHO_KEYS = [
  'first-of',
  'role',
  'any-of',
  'at-or-above',
  'senior-to',
  'area',
  'not-who',
  'outsider',
  'chosen-by',
  'trained',
  'handler',
  'named-in',
  'usually',
];

/** A `who` that names nobody, and a gate that refuses on grounds the pack does not have. */
function emptyNames(pack: Pack): Fault[] {
  return [...walkObjects(pack)].flatMap(({ path, object }) => {
    const isWho = ['who', 'overdue-who', 'decides', 'to'].includes(getKind(path));
    if (isWho && !WHO_KEYS.some((key) => key in object)) return [namesNobody(path)];
    if (object['grounds'] !== 'as-not-accepted' || pack.intake['not-accepted']) return [];
    return [
      {
        path: [...path, 'grounds'],
        what: '`as-not-accepted` leads to no grounds: intake has no `not-accepted`.',
        why: 'A refusal needs a ground, and there would be none to give.',
        mend: 'Add `not-accepted` with its grounds to intake.',
      },
    ];
  });
}

const namesNobody = (path: Path): Fault => ({
  path,
  what: '`who` names nobody.',
  why: 'It reads as a restriction and restricts nothing.',
  mend: `Add one of ${listWords(WHO_KEYS)}, or take it out.`,
});

/** A `first-of` whose last entry has a condition answers nothing on some case; one without before it hides the rest. */
function openLists(pack: Pack): Fault[] {
  return [...walkObjects(pack)].flatMap(({ path, object }) => {
    const list = object['first-of'] as readonly { when?: unknown }[] | undefined;
    const first = list?.findIndex((entry) => entry.when === undefined) ?? -1;
    if (!list || first === list.length - 1) return [];
    return [first === -1 ? endsOpen(path) : hides([...path, 'first-of', first])];
  });
}

const endsOpen = (path: Path): Fault => ({
  path: [...path, 'first-of'],
  what: '`first-of` does not end with an entry without `when`.',
  why: 'A case for which no condition holds would have no answer: a list of cases needs an otherwise.',
  mend: 'Take `when` out of the last entry, or add one without it.',
});

const hides = (path: Path): Fault => ({
  path,
  what: 'An entry of `first-of` without `when` is not the last.',
  why: 'The first that holds counts, so those after it could never be reached.',
  mend: 'Put it last, or give it its condition.',
});

/** Remarks on a value: a new pack says in its assumptions what is still to do. */
const NEVER_PRINTED = ['assumption', 'note'];
const PLACEHOLDER =
  /\b(tbc|tba|tbd|todo|fixme|lorem ipsum|x{3,}|insert (here|name|date|address))\b|\[[^\]]*\]|<[^>]*>|\?{2,}|_{3,}/i;

/** Texts that a resident would read, with something still to be filled in. */
function placeholders(pack: Pack): Fault[] {
  const read = {
    organisation: pack.organisation,
    title: pack.title,
    letters: pack.letters,
    services: pack.services,
    roles: pack.roles,
  };
  return [...walkObjects(read)].flatMap(({ path, object }) =>
    Object.entries(object).flatMap(([key, value]) => {
      if (NEVER_PRINTED.includes(key) || typeof value !== 'string' || !PLACEHOLDER.test(value)) return [];
      return [
        {
          path: [...path, key],
          what: `“${value}” still holds a placeholder.`,
          why: 'It would be printed in letters and on public pages as it stands.',
          mend: 'Fill it in, or take it out.',
        },
      ];
    }),
  );
}
