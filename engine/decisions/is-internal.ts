import type { CaseEvent } from '../case/events.ts';
import { findStep } from '../policy/find-in-pack.ts';
import type { Policy } from '../policy/schema.ts';

/** Kinds of event that are the landlord's own affair, whatever the pack says. */
const ALWAYS: readonly CaseEvent['type'][] = ['noted', 'forwarded', 'learning-noted', 'drafted', 'corrected', 'voided'];

/**
 * Whether an event stays with the landlord: no letter, and no page of the complainant, may show it or its words. Notes
 * always do, and drafts but those sent for comment; a step, or answers, where the pack marks them `internal`.
 */
export function isInternal(policy: Policy, event: CaseEvent): boolean {
  if (ALWAYS.includes(event.type)) return event.type !== 'drafted' || event.forComment !== true;
  if (event.type === 'step-done') return isInternalStep(policy, event.step);
  if (event.type !== 'facts-recorded') return false;
  const asked = Object.keys(event.facts);
  return asked.length > 0 && asked.every((id) => policy.pack.facts[id]?.internal === true);
}

function isInternalStep(policy: Policy, step: string): boolean {
  return policy.pack.procedures.some((procedure) =>
    procedure.stages.some((stage) => findStep(policy, procedure.id, stage.id, step)?.internal === true),
  );
}
