import type { Fact, Guard, Pack } from '../../engine/index.ts';
import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

/** A condition as the end of “when …”: “it is about Housing and ‘Is it urgent?’: yes”. */
export function describeCondition(texts: Texts, pack: Pack, guard: Guard): string {
  const words = texts.procedures.guards;
  const inner = (list: readonly Guard[]) => list.map((one) => describeInner(texts, pack, one));
  if ('all-of' in guard) return inner(guard['all-of']).join(words.and);
  if ('any-of' in guard) return inner(guard['any-of']).join(words.or);
  if ('none-of' in guard) return fill(words['none-of'], { list: inner(guard['none-of']).join(words.or) });
  if ('condition' in guard) return texts.procedures.conditions[guard.condition] ?? guard.condition;
  if ('lapsed' in guard) return fill(words.lapsed, { clock: findClockName(pack, guard.lapsed) });
  if ('fact' in guard) return describeAnswer(texts, pack, guard);
  return describeNamed(texts, pack, guard);
}

function describeInner(texts: Texts, pack: Pack, guard: Guard): string {
  const several =
    ('all-of' in guard && guard['all-of'].length > 1) || ('any-of' in guard && guard['any-of'].length > 1);
  const words = describeCondition(texts, pack, guard);
  return several ? `(${words})` : words;
}

type Named = Extract<Guard, { finding: unknown } | { service: unknown } | { channel: unknown } | { kind: unknown }>;

function describeNamed({ procedures, statuses }: Texts, pack: Pack, guard: Named): string {
  const words = procedures.guards;
  const named = (ids: string | readonly string[], nameOf: (id: string) => string) => ({
    names: [ids].flat().map(nameOf).join(words.or),
  });
  if ('finding' in guard)
    return fill(
      words.finding,
      named(guard.finding, (id) => statuses.findings[id as 'upheld']),
    );
  if ('channel' in guard)
    return fill(
      words.channel,
      named(guard.channel, (id) => statuses.channels[id as 'other']),
    );
  if ('kind' in guard)
    return fill(
      words.kind,
      named(guard.kind, (id) => statuses.kinds[id as 'complaint']),
    );
  return fill(
    words.service,
    named(guard.service, (id) => pack.services.find((one) => one.id === id)?.name ?? id),
  );
}

function describeAnswer({ procedures }: Texts, pack: Pack, guard: Extract<Guard, { fact: string }>): string {
  const words = procedures.guards;
  const fact = pack.facts[guard.fact];
  const question = fact?.ask ?? guard.fact;
  const answer = (value: string | number | boolean) => describeValue(words, fact, value);
  const dated = (than: string) => ({ question, than: pack.facts[than]?.ask ?? than });
  const said = [
    guard.is !== undefined && fill(words.answer, { question, answer: answer(guard.is) }),
    guard['one-of'] && fill(words.answer, { question, answer: guard['one-of'].map(answer).join(words.or) }),
    guard.given !== undefined && fill(words[guard.given ? 'given' : 'not-given'], { question }),
    guard.before && fill(words.before, dated(guard.before)),
    guard.after && fill(words.after, dated(guard.after)),
  ];
  return said.filter(Boolean).join(words.and);
}

function describeValue(
  words: Texts['procedures']['guards'],
  fact: Fact | undefined,
  value: string | number | boolean,
): string {
  if (fact?.kind === 'yes-no' || typeof value === 'boolean') {
    return value === true || value === 'yes' ? words.yes : words.no;
  }
  return fact?.options?.find(({ id }) => id === value)?.name ?? String(value);
}

/** The name of a clock of any stage, or of intake; the id where there is none. */
export function findClockName(pack: Pack, id: string): string {
  const clocks = [
    ...pack.intake.clocks,
    ...pack.procedures.flatMap(({ stages }) => stages.flatMap((stage) => stage.clocks)),
  ];
  return clocks.find((clock) => clock.id === id)?.name ?? id;
}
