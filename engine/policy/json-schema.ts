import { z } from 'zod';
import { packSchema } from './schema.ts';

/**
 * The shape of a pack file as JSON Schema, for editors: a pack whose first line is
 * `# yaml-language-server: $schema=../pack.schema.json` is completed and underlined while it is written. The checks
 * that need the landlord's text, the regimes or another part of the pack are not in it: `packs check` runs those.
 */
export function describePackAsJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(packSchema, { io: 'input', reused: 'ref' });
  return {
    $schema,
    title: 'A policy pack: one version of a landlord’s complaints procedure, as data',
    ...rest,
  };
}
