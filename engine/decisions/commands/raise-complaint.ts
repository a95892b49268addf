import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';
import { determineStart } from './receive.ts';

/**
 * A person is not happy with how a service request was answered, or asks for it to be a complaint. As the pack says,
 * the same case becomes a complaint and keeps its first-contact date, or a linked complaint is opened, dated from the
 * dissatisfaction, while the request goes on by itself.
 */
export const raiseComplaint: Command = {
  name: 'raise-complaint',
  word: 'complaint-raised',
  adds: false,
  takenBy: 'resident',
  guard: (context, actor) => {
    const none = checkReceived(context);
    if (none.length > 0) return none;
    const isRequest = context.standing.state.kind === 'service-request';
    return isRequest ? checkRestricted(context, actor) : [refuse('not-a-service-request')];
  },
  fields: () => [{ name: 'what-is-wrong', label: '', required: true, kind: 'long-text' }],
  decide: (context, _actor, input) => {
    const { policy, state } = context.standing;
    const rule = policy.pack.intake['service-request'];
    const texts = textsOf(input, ['what-is-wrong']);
    if (rule?.['becomes-complaint'] === 'linked-case') {
      const receivedOn = rule['dated-from'] === 'dissatisfaction' ? context.moment : (state.received ?? context.moment);
      return {
        events: [{ body: { type: 'linked', to: 'new', how: 'complaint-raised' }, texts }],
        refusals: [],
        linked: { how: 'complaint-raised', receivedOn, texts },
      };
    }
    const { service = '', facts, channel = 'other' } = state;
    const start = determineStart(policy, { kind: 'complaint', service, facts, channel });
    return {
      events: [{ body: { type: 'classified', kind: 'complaint', service, facts: {}, ...start }, texts }],
      refusals: [],
    };
  },
};
