// Regimes that packs answer to, and ombudsmen.
import { z } from 'zod';
import { REGIME_EXPECTATIONS } from '../vocabulary.ts';
import { id, isoDate, period, text } from './values.ts';

export const regimeSchema = z.strictObject({
  regime: id,
  title: text,
  'in-force': z.strictObject({ from: isoDate, until: isoDate.optional() }),
  status: text.describe('seen, or to be confirmed'),
  provisions: z.array(z.strictObject({ number: text, says: text, confirmed: z.boolean().default(true) })).min(1),
  'outer-limits': z
    .array(
      z.strictObject({
        id,
        name: text,
        'stage-number': z.number().int(),
        limit: period,
        'extension-at-most': period.optional(),
        starts: text,
        stops: text,
        provision: text,
        note: text.optional(),
      }),
    )
    .default([]),
  values: z
    .array(z.strictObject({ 'stage-number': z.number().int(), what: text, is: period, provision: text }))
    .default([])
    .describe('What the regime sets for values that a pack also sets, for the comparison.'),
  expects: z
    .array(
      z.strictObject({ what: z.enum(REGIME_EXPECTATIONS), 'at-most': z.number().int().optional(), provision: text }),
    )
    .default([])
    .describe('What the regime asks of the shape of a procedure, for the report of departures.'),
});
export type Regime = z.infer<typeof regimeSchema>;

export const ombudsmenSchema = z.strictObject({
  ombudsmen: z.array(
    z.strictObject({
      id,
      name: text,
      kind: z.enum(['ombudsman', 'regulator', 'other']).default('ombudsman'),
      contacts: z
        .array(
          z.strictObject({
            from: isoDate,
            until: isoDate.optional(),
            post: text.optional(),
            telephone: text.optional(),
            email: text.optional(),
            'email-note': text.optional(),
            web: text.optional(),
            'checked-on': isoDate,
            confirmed: z.boolean().default(true).describe('False: not checked against what the body itself publishes.'),
            source: text,
          }),
        )
        .min(1),
      'how-to': text.describe('One sentence a resident reads: when and how to go there.'),
    }),
  ),
});
export type Ombudsman = z.infer<typeof ombudsmenSchema>['ombudsmen'][number];
