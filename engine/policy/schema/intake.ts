// What is taken as a complaint, how, and what is not.
import { z } from 'zod';
import { ADDRESSEES, CHANNELS, FORCES } from '../vocabulary.ts';
import { clockSchema } from './clocks.ts';
import { guardSchema, when } from './conditions.ts';
import { who } from './people.ts';
import { id, period, type Source, sourced, text } from './values.ts';

const groundSchema = sourced({
  id,
  name: text,
  needs: z.array(id).default([]).describe('Facts that must be known for it.'),
  unless: guardSchema.optional().describe('It cannot be used where this holds.'),
  when,
  who: who.optional().describe('Who may use it, where it is not whoever turns complaints down.'),
});
export type Ground = z.infer<typeof groundSchema>;

const timeLimitSchema = sourced({
  id,
  within: period.describe('A complaint is taken within this time.'),
  from: text.describe('The fact that holds the date it counts from.'),
  force: z.enum(FORCES).describe('What becomes of one that comes later.'),
  who: who.optional().describe('Who decides on a later one.'),
  unless: guardSchema.optional().describe('It does not count where this holds.'),
  needs: z
    .array(id)
    .default([])
    .describe(
      'With `person-decides`: facts that must be answered before it is taken on all the same (and, where the fact says `must`, so answered).',
    ),
  before: z.array(id).default([]).describe('Steps that wait for the decision.'),
});
export type TimeLimit = z.infer<typeof timeLimitSchema>;

const routeSchema = sourced({
  id,
  name: text,
  when: guardSchema.describe('Which complaints it is for.'),
  'adds-role': id.optional().describe('This role is told at once and can act on the case.'),
  'adds-signpost': id.optional().describe('The complainant is told of this body too.'),
  sends: text.optional().describe('Where the matter goes instead; the case is closed as referred.'),
  letter: id.optional().describe('The letter that tells the complainant why, and where to turn.'),
  decides: who.optional().describe('Who decides, where neither the one nor the other is plain.'),
  beside: z.boolean().default(true).describe('The procedure goes on beside it.'),
  restricts: z
    .boolean()
    .default(false)
    .describe(
      'While it holds, only people who act on the case, the route’s added role and `restricted-to` see the case.',
    ),
});
export type Route = z.infer<typeof routeSchema>;

/** The roles that see a case which a route restricts. */
export type RestrictedTo = Source & { roles: string[] };

const addressees = z.array(z.enum(ADDRESSEES)).min(1);
const letterToSchema = z.union([
  sourced({ when: guardSchema.describe('Where this holds …'), to: addressees.describe('… these get them.') }),
  sourced({ otherwise: addressees.describe('Where none before holds, these get them.') }),
]);
/** One entry of who gets the letters of a complainant who is represented. */
export type LetterTo = z.infer<typeof letterToSchema>;

export const intakeSchema = z.strictObject({
  definition: sourced({ is: text.describe('In the landlord’s own words.') }).describe('What a complaint is.'),
  channels: sourced({ are: z.array(z.enum(CHANNELS)).min(1).describe('The ways.') }).describe('How it can come.'),
  sorting: sourced({ who: who.describe('Who sorts what came in.') })
    .optional()
    .describe('Who says what a first contact is; absent: everybody who sees cases. What others log waits for them.'),
  'time-limits': z.array(timeLimitSchema).default([]).describe('How long after the matter a complaint is taken.'),
  'not-accepted': sourced({
    who: who.describe('Who turns a complaint down.'),
    grounds: z.array(groundSchema).describe('The only grounds.'),
    letter: id.optional().describe('The letter that tells of it.'),
  })
    .optional()
    .describe('When a complaint is not taken.'),
  routes: z.array(routeSchema).default([]).describe('What goes elsewhere, or needs somebody else beside.'),
  'restricted-to': z
    .union([
      z
        .array(id)
        .min(1)
        .transform((roles): RestrictedTo => ({ roles })),
      sourced({ roles: z.array(id).min(1).describe('The roles.') }),
    ])
    .optional()
    .describe('Roles that see every restricted case, beside those who act on it.'),
  'service-request': sourced({
    unless: guardSchema
      .optional()
      .describe('While this holds the contact cannot be kept or closed as a service request.'),
    'becomes-complaint': z
      .enum(['same-case', 'linked-case'])
      .describe('Whether the complaint goes on as the same case, or as a new one linked to it.'),
    'dated-from': z
      .enum(['first-contact', 'dissatisfaction'])
      .describe('Which day counts as receipt of the complaint.'),
  })
    .optional()
    .describe('What asks for a service, and when it becomes a complaint.'),
  anonymous: sourced({ accepted: z.boolean().describe('Whether they are taken.') })
    .optional()
    .describe('Complaints without a name.'),
  representative: sourced({
    needs: z
      .array(id)
      .default([])
      .describe('Facts that must be answered, and not with no, before anything goes to a representative.'),
    'clocks-run': z.boolean().default(true).describe('Whether times run while permission is awaited.'),
    'letters-to': z
      .array(letterToSchema)
      .min(1)
      .optional()
      .describe(
        'Who gets the letters once permission is recorded; first match wins; absent: both. Before, and after it is withdrawn, only the complainant.',
      ),
  })
    .optional()
    .describe('Somebody who acts for the complainant.'),
  clocks: z.array(clockSchema).default([]).describe('Times that run before any stage.'),
});
