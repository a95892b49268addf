import type { Fault, Path } from './fault.ts';
import { listWords } from './fault.ts';
import { findSeatNamed } from './find-in-pack.ts';
import { findSurroundings, getStepParts } from './pack-parts.ts';
import type { Pack, Who } from './schema.ts';
import { walkObjects } from './walk-pack.ts';

/**
 * What cannot be as a pack says it of people: training of a role that has none, a reason for being other than usual
 * where nobody is usual, the one a case was given to where no step gives it, whoever is named where no step names
 * them, seats or receivers of a step that has no use for them, a case that is restricted to nobody.
 */
export function checkPeople(pack: Pack): Fault[] {
  const objects = [...walkObjects(pack.intake, ['intake']), ...walkObjects(pack.procedures, ['procedures'])];
  return [
    ...objects.flatMap(({ path, object }) => [
      ...untrained(pack, path, object as Who),
      ...unusual(path, object as Who),
      ...givenToNobody(pack, path, object as Who),
      ...namedByNobody(pack, path, object as Who),
    ]),
    ...misplacedPeople(pack),
    ...restrictedToNobody(pack),
  ];
}

function untrained(pack: Pack, path: Path, who: Who): Fault[] {
  if (who.trained !== true) return [];
  const named = who['any-of'] ?? (who.role ? [who.role] : undefined);
  const withTraining = pack.roles.filter(({ training }) => training !== undefined).map(({ id }) => id);
  if (withTraining.some((role) => named?.includes(role) ?? true)) return [];
  return [
    {
      path: [...path, 'trained'],
      what: `Nobody can be trained for this: ${named ? listWords(named) : 'no role'} has no \`training\`.`,
      why: 'Nothing would say which training counts, so everybody would be refused.',
      mend: 'Name it at the role, like `training: complaint handling`, or take `trained` out.',
    },
  ];
}

function unusual(path: Path, who: Who): Fault[] {
  if (who['else-needs'] === undefined || who.usually !== undefined) return [];
  return [
    {
      path: [...path, 'else-needs'],
      what: '`else-needs` stands without `usually`.',
      why: 'Who is not usual gives a reason, and nobody here is.',
      mend: 'Add `usually` with the roles that need none, or take `else-needs` out.',
    },
  ];
}

function givenToNobody(pack: Pack, path: Path, who: Who): Fault[] {
  const { stage } = findSurroundings(pack, path);
  if (who.handler !== true || stage?.steps.some(({ does }) => does === 'allocate')) return [];
  return [
    {
      path: [...path, 'handler'],
      what: '`handler` asks for whom the case was given to, and no step of the stage gives it to anybody.',
      why: 'Nobody could ever take the step.',
      mend: 'Add a step with `does: allocate` to the stage, or name the role instead.',
    },
  ];
}

function namedByNobody(pack: Pack, path: Path, who: Who): Fault[] {
  if (who['named-in'] === undefined) return [];
  const { stage } = findSurroundings(pack, path);
  if (findSeatNamed(stage?.steps ?? [], who['named-in'])) return [];
  return [
    {
      path: [...path, 'named-in'],
      what: `“${who['named-in']}” is no seat of a step of this stage.`,
      why: 'Nobody could ever be the one who is named there.',
      mend: 'Write the step and its seat with a dot, like `name-leads.officer`, or name the role instead.',
    },
  ];
}

function misplacedPeople(pack: Pack): Fault[] {
  return getStepParts(pack).flatMap(({ part, path }) => [
    ...(part.seats && part.does !== 'record'
      ? [misplaced([...path, 'seats'], `The step “${part.id}” has seats and does \`${part.does}\`.`, 'record')]
      : []),
    ...(part.to && part.does !== 'allocate'
      ? [misplaced([...path, 'to'], `The step “${part.id}” says to whom, and does \`${part.does}\`.`, 'allocate')]
      : []),
  ]);
}

const misplaced = (path: Path, what: string, does: string): Fault => ({
  path,
  what,
  why: `Only a step that does \`${does}\` asks for them.`,
  mend: `Let it do \`${does}\`, or take them out.`,
});

function restrictedToNobody(pack: Pack): Fault[] {
  return pack.intake.routes.flatMap((route, i) => {
    if (!route.restricts || route['adds-role'] || pack.intake['restricted-to']) return [];
    return [
      {
        path: ['intake', 'routes', i, 'restricts'],
        what: `The route “${route.id}” restricts the case to nobody.`,
        why: 'A case on which nobody has acted yet would be seen by no one.',
        mend: 'Add `adds-role` to the route, or `restricted-to` with roles to intake.',
      },
    ];
  });
}
