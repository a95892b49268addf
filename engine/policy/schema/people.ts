// Who may do something.
import { z } from 'zod';
import { guardSchema } from './conditions.ts';
import { id, sourced, text } from './values.ts';

const whoFields = {
  role: id.optional().describe('The holders of this role.'),
  'any-of': z.array(id).optional().describe('The holders of any of these roles.'),
  'at-or-above': id.optional().describe('This role or any of a higher rank.'),
  'senior-to': text.optional().describe('A step: ranks above whoever took it.'),
  area: z.enum(['same', 'other']).optional().describe('Of the service complained about, or of another.'),
  'not-who': z
    .array(text)
    .optional()
    .describe(
      'Nobody who took one of these: a step (`stage-1.investigate`), an extension of a stage (`stage-1.extension`), the decision on its escalation (`stage-1.escalation`), or whatever it was (`stage-1.any-part`).',
    ),
  trained: z
    .boolean()
    .optional()
    .describe('Only with the training of their role recorded, on or before the day (`roles: training`).'),
  handler: z.boolean().optional().describe('Only the person the case was given to in this stage.'),
  'named-in': text
    .optional()
    .describe('Only whoever was last named for a seat of a step of this stage, `STEP.SEAT`, or acts for them.'),
  usually: z.array(id).min(1).optional().describe('Roles offered first; anybody else allowed needs a reason.'),
  'else-needs': id.optional().describe('The fact that says why it is none of those whom `usually` names.'),
  'how-many': z.number().int().min(1).optional().describe('So many different people must do it.'),
  outsider: z.boolean().optional().describe('A person outside the staff, such as a tenant representative.'),
  'chosen-by': id.optional().describe('The role that names the person.'),
};
const whoShape = sourced({
  ...whoFields,
  'first-of': z
    .array(sourced({ ...whoFields, when: guardSchema.optional().describe('Where this holds; the last has none.') }))
    .min(2)
    .optional()
    .describe('Several answers, by condition: the first that holds counts; the last has none and is the otherwise.'),
});
export type Who = z.infer<typeof whoShape>;
export const who: z.ZodType<Who> = z
  .union([id.transform((role): Who => ({ role })), whoShape])
  .describe('Who may do this.');
