import type { Standing } from '../../engine/index.ts';
import type { Resident } from './describe-resident.ts';
import type { Story } from './load-stories.ts';
import type { Random } from './random.ts';
import type { Wishes } from './satisfy-guard.ts';
import type { Walk, WalkWorld } from './walk.ts';

/** What a case of the demo is to come to, and how. */
export type Goal = {
  readonly id: string;
  readonly wishes: Wishes;
  /** The procedure it must follow; undefined: whichever. */
  readonly procedure?: string | undefined;
  readonly stage: string | undefined;
  readonly leave?: string | undefined;
  /** Stories that fit no other case; undefined: the ordinary ones. */
  readonly fits?: Story['fits'];
  /** Who complains; undefined: somebody invented for it. */
  readonly complainant?: ((world: WalkWorld, random: Random) => Resident) | undefined;
  /** What is done right after receipt, and whether that worked. */
  readonly opening?: Doings | undefined;
  /** Whether the walk has come far enough, at its own time. */
  readonly until: (walk: Walk, standing: Standing) => boolean;
  /** What is done at the end, and whether that worked. */
  readonly ending?: Doings | undefined;
  /** Whether it still holds today. */
  readonly holds: (walk: Walk, standing: Standing) => boolean;
  /** Received so many working days ago, each tried in turn; undefined: so that it has only just come there. */
  readonly ago?: readonly number[] | undefined;
};

/** Several things done one after the other; false where one of them could not be. */
export type Doings = (walk: Walk, random: Random, story: Story) => boolean;
