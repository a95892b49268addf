import { findSeatNamed, type Pack, type Who } from '../../engine/index.ts';
import { describeCondition } from './describe-guard.ts';
import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

/** How a step that `who` speaks of is called: `stage-1.investigate` as “step 1.5”, or by its name. */
export type NameStep = (reference: string) => string;

/** Who may do something, in the titles of the landlord: “Senior officer or Head of Service; nobody who did step 1.5”. */
export function describeWhoMay(texts: Texts, pack: Pack, who: Who | undefined, nameStep: NameStep): string {
  const words = texts.procedures.who;
  const several = who?.['first-of'];
  if (several) return several.map((one) => describeAlternative(texts, pack, one, nameStep)).join('; ');
  const said = [...describePeople(texts, pack, who ?? {}), ...describeLimits(texts, pack, who ?? {}, nameStep)];
  return said.length === 0 ? words.anybody : said.join('; ');
}

type Alternative = NonNullable<Who['first-of']>[number];

function describeAlternative(texts: Texts, pack: Pack, one: Alternative, nameStep: NameStep): string {
  const { when, ...own } = one;
  const who = describeWhoMay(texts, pack, own, nameStep);
  const words = texts.procedures.who;
  return when
    ? fill(words['on-condition'], { who, when: describeCondition(texts, pack, when) })
    : fill(words.otherwise, { who });
}

const titleOf = (pack: Pack, id: string): string => pack.roles.find((role) => role.id === id)?.title ?? id;

/** Several as a list: “A, B or C”. */
export function listOr(texts: Texts, names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')}${texts.procedures.who.or}${last}`;
}

/** A seat that `STEP.SEAT` names, as the pack calls it. */
function nameSeat(pack: Pack, reference: string): string {
  const steps = pack.procedures.flatMap(({ stages }) => stages.flatMap((stage) => stage.steps));
  return findSeatNamed(steps, reference)?.seat.name ?? reference;
}

function describePeople(texts: Texts, pack: Pack, who: Who): readonly string[] {
  const words = texts.procedures.who;
  const title = (id: string) => titleOf(pack, id);
  const said = [
    who.role && title(who.role),
    who['any-of'] && listOr(texts, who['any-of'].map(title)),
    who['at-or-above'] && fill(words['or-above'], { role: title(who['at-or-above']) }),
    who.handler && words.handler,
    who['named-in'] && fill(words['named-in'], { seat: nameSeat(pack, who['named-in']) }),
    who.usually && fill(words.usually, { roles: listOr(texts, who.usually.map(title)) }),
    who.outsider && words.outsider,
  ];
  return said.filter((one): one is string => typeof one === 'string' && one !== '');
}

function describeLimits(texts: Texts, pack: Pack, who: Who, nameStep: NameStep): readonly string[] {
  const words = texts.procedures.who;
  const said = [
    who.area && words[`${who.area}-area`],
    who['senior-to'] && fill(words['senior-to'], { step: nameStep(who['senior-to']) }),
    who['not-who'] && fill(words['not-who'], { steps: listOr(texts, who['not-who'].map(nameStep)) }),
    who.trained && words.trained,
    who['how-many'] && who['how-many'] > 1 && fill(words['how-many'], { n: who['how-many'] }),
    who['chosen-by'] && fill(words['chosen-by'], { role: titleOf(pack, who['chosen-by']) }),
  ];
  return said.filter((one): one is string => typeof one === 'string' && one !== '');
}
