// The resolution-team landlord: what its page does not say, and that the pack cannot leave it unsaid too.
import { type Silence, testSilences } from '../../support/silences.ts';

const PACK = 'resolution-team';
const STAGES = 'procedures[complaints].stages';

const SILENCES: readonly Silence[] = [
  {
    about: 'what a response contains at Stage 1',
    at: 'letters[stage-1-response].parts[complaint-definition]',
    by: ['regime'],
    told: /asks for a full response at Stage 1 and an outcome at Stage 2 and lists no contents/,
    named: /“complaint-definition” does not say where it comes from/,
  },
  {
    about: 'what a response contains at Stage 2',
    at: 'letters[stage-2-response].parts[reasons]',
    by: ['regime'],
    told: /the outcome is given, and not what it contains/,
    named: /“reasons” does not say where it comes from/,
  },
  {
    about: 'an acknowledgement at Stage 2',
    at: `${STAGES}[stage-2].clocks[stage-2-acknowledgement].limit`,
    by: ['regime'],
    told: /An acknowledgement at Stage 2/,
    named: /stage-2-acknowledgement/,
  },
  {
    about: 'what is not taken as a complaint',
    at: 'intake.not-accepted.grounds[already-considered]',
    by: ['regime'],
    told: /names nothing that is not taken as a complaint/,
    named: /“already-considered” does not say where it comes from/,
  },
  {
    about: 'how old a matter may be',
    at: 'intake.time-limits[twelve-months]',
    by: ['regime', 'assumption'],
    told: /sets no time limit\. We take the twelve months of the code/,
    named: /“twelve-months” does not say where it comes from/,
  },
  {
    about: 'somebody who acts for a resident',
    at: 'intake.representative',
    by: ['regime', 'assumption'],
    told: /does not speak of representatives\. The code asks us to take complaints from them/,
    named: /`representative` does not say where it comes from/,
  },
  {
    about: 'adjustments',
    at: 'facts.adjustments',
    by: ['regime', 'assumption'],
    told: /does not speak of adjustments/,
    named: /`adjustments`|“adjustments” does not say where it comes from/,
  },
  {
    about: 'remedies',
    at: 'remedies',
    by: ['regime', 'assumption'],
    told: /does not speak of remedies/,
    named: /`remedies` does not say where it comes from/,
  },
  {
    about: 'learning',
    at: 'silences.9',
    by: ['assumption'],
    told: /feedback is monitored and not how/,
    named: /`silences`.*does not say where it comes from/,
  },
  {
    about: 'the policy itself',
    at: 'silences.1',
    by: ['assumption'],
    told: /sends the reader to a Complaints Policy, which is not before us/,
    named: /`silences`.*does not say where it comes from/,
  },
];

testSilences('[CR-0]', PACK, '2020-01', SILENCES);
