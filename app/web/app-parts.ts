import type { Calendar, IsoDate, Policy } from '../../engine/index.ts';
import type { FileStore } from '../documents/file-store.ts';
import type { Absences } from '../identity/absences.ts';
import type { AuthorityLimits } from '../identity/authority-limits.ts';
import type { PeopleDirectory } from '../identity/person.ts';
import type { PersonSettings } from '../identity/person-settings.ts';
import type { Teams } from '../identity/teams.ts';
import type { Procedures } from '../packs/procedures/open-procedures.ts';
import type { Casebook, CaseRecord } from '../store/cases/casebook.ts';
import type { Texts } from '../texts/texts.ts';

/** A landlord of this installation. Its id is the name of its pack. */
export type OrganisationPart = {
  readonly id: string;
  /** The version in force on the day it is asked. */
  readonly policy: Policy;
  /** Every version of its procedure that has its days, the oldest first. */
  readonly versions: readonly Policy[];
  readonly calendar: Calendar;
  /** The landlord's letter templates by letter id, as they stand in the pack's `letters/`. */
  readonly templates: ReadonlyMap<string, string>;
};

/** What the composition root hands to every folder of pages. */
export type AppParts = {
  readonly casebook: Casebook;
  /** The versions of every landlord's procedure, with those that were added by form. */
  readonly procedures: Procedures;
  readonly organisations: readonly OrganisationPart[];
  readonly people: PeopleDirectory;
  readonly absences: Absences;
  readonly teams: Teams;
  readonly limits: AuthorityLimits;
  readonly settings: PersonSettings;
  readonly texts: Texts;
  readonly files: FileStore;
  /** Today in London, and the instant, by the installation's clock. */
  readonly today: () => IsoDate;
  readonly now: () => string;
  /** Demo installations sign people in by a link and show the mail that would have gone out. */
  readonly demo: boolean;
  /** The address under which residents reach this installation, without a slash at the end. */
  readonly publicUrl: () => string;
};

/** Who may open a route. Every route says one; a route that says none does not register. */
export type Access = 'public' | 'signed-in' | 'administrator' | 'cases' | 'case';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `cases`: signed in, and not somebody who only logs complaints. `case`: signed in, and the case of `:id` within reach; it is then on the request, and its reading recorded. */
    access?: Access;
    /** Opening it is no reading of the case: it shows nothing of it. */
    quiet?: true;
    /** `true`: the page of a restricted case that asks why it is opened, and so is not asked itself. */
    asksReason?: true;
  }
  interface FastifyRequest {
    /** The case of a route with access `case`. */
    caseRecord?: CaseRecord;
  }
}
