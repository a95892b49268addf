// What promises, and what becomes of them, do to a case.
import type { CaseEvent, EventBody } from './events.ts';
import { momentOf, visitOf } from './evolve-stages.ts';
import type { CaseState } from './state.ts';

type Of<T extends EventBody['type']> = Extract<CaseEvent, { type: T }>;

/** A promise is made, changed, kept, or paid. */
export function evolvePromise(
  state: CaseState,
  event: Of<'promise-made' | 'promise-updated' | 'promise-kept' | 'payment-made'>,
): CaseState {
  if (event.type === 'promise-made') {
    const { promise, head, due, owner, pence, point, contact } = event;
    const told = { promise, head, due, owner, pence, point, ...(contact && { contact }) };
    const made = { ...momentOf(event), ...told, paid: 0, visit: visitOf(state, event) };
    return { ...state, promises: [...state.promises, made], lastEdit: event.n };
  }
  const promises = state.promises.map((made) => {
    if (made.promise !== event.promise) return made;
    if (event.type === 'promise-kept') return { ...made, kept: momentOf(event) };
    if (event.type === 'payment-made') return { ...made, paid: made.paid + event.pence };
    const contact = event.contact ?? made.contact;
    return { ...made, due: event.due ?? made.due, owner: event.owner ?? made.owner, ...(contact && { contact }) };
  });
  return { ...state, promises };
}
