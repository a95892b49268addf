import { type Complainant, getComplainants } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { determineAddressees, findMissingAuthority, keyOfResident } from '../letters/determine-addressees.ts';
import { listLetterEvents } from '../letters/list-letter-events.ts';
import { describeSource } from '../policy/find-in-pack.ts';
import type { Warning } from './list-warnings.ts';

/**
 * What to look at about the people of a case: a representative to whom nothing may go yet, with what is still to be
 * asked; more residents than are known by name; a resident who joined after a letter went and has had no copy of it.
 */
export function warnOfPeople(standing: Standing): readonly Warning[] {
  if (standing.state.status === 'closed') return [];
  return [...warnOfAuthority(standing), ...warnOfUnknown(standing), ...warnOfLettersMissed(standing)];
}

function warnOfAuthority(standing: Standing): readonly Warning[] {
  const kept = determineAddressees(standing).find(({ key }) => key === 'representative');
  if (kept?.keptFrom !== 'no-authority' && kept?.keptFrom !== 'authority-incomplete') return [];
  const rule = standing.policy.pack.intake.representative;
  const lacks = kept.lacks.length > 0 ? kept.lacks : findMissingAuthority(standing, {});
  const values = { lacks: lacks.map(({ ask }) => ask).join(' ') };
  return [{ code: 'representative-without-authority', clause: describeSource(rule, lacks[0]), values }];
}

function warnOfUnknown({ state }: Standing): readonly Warning[] {
  const known = state.complainants.length;
  if (state.residents <= known) return [];
  return [{ code: 'residents-not-known', clause: undefined, values: { told: state.residents, known } }];
}

function warnOfLettersMissed(standing: Standing): readonly Warning[] {
  const { state } = standing;
  if (state.complainants.length < 2) return [];
  const letters = listLetterEvents(standing);
  return getComplainants(state).flatMap((complainant): readonly Warning[] => {
    const missed = letters.filter(({ event }) => event.n < complainant.n && !hasCopy(standing, complainant, event.n));
    if (missed.length === 0) return [];
    const titles = [...new Set(missed.map(({ letter }) => letter.title))].join('; ');
    const values = { resident: complainant.resident, letters: titles };
    return [{ code: 'resident-without-letter', clause: describeSource(missed[0]?.letter), values }];
  });
}

const hasCopy = ({ state }: Standing, { resident }: Complainant, letter: number): boolean =>
  state.copies.some((copy) => copy.letter === letter && copy.to === keyOfResident(resident));
