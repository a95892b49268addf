// Stockport Homes: what its policy does not say, and that the pack cannot leave it unsaid too.
import { type Silence, testSilences } from '../../support/silences.ts';

const PACK = 'stockport-homes';
const STAGES = 'procedures[customer-feedback].stages';

const SILENCES: readonly Silence[] = [
  {
    about: 'what starts the ten working days',
    at: `${STAGES}[stage-1].clocks[stage-1-response].starts`,
    by: ['assumption', 'regime'],
    told: /does not say what starts the ten working days/,
    named: /“stage-1-response” does not say where it comes from/,
  },
  {
    about: 'what starts the twenty working days',
    at: `${STAGES}[stage-2].clocks[stage-2-response].starts`,
    by: ['assumption', 'regime'],
    told: /does not say what starts the 20 working days/,
    named: /“stage-2-response” does not say where it comes from/,
  },
  {
    about: 'an acknowledgement outside 3.4',
    at: `${STAGES}[stage-1].clocks[stage-1-acknowledgement].limit`,
    by: ['regime'],
    told: /An acknowledgement outside early resolution/,
    named: /stage-1-acknowledgement/,
  },
  {
    about: 'an acknowledgement at Stage Two',
    at: `${STAGES}[stage-2].clocks[stage-2-acknowledgement].limit`,
    by: ['regime'],
    told: /as the code asks \(6\.2 and 6\.11\)/,
    named: /stage-2-acknowledgement/,
  },
  {
    about: 'what is exceptional',
    at: 'facts.exceptional-circumstance',
    by: ['assumption'],
    told: /does not say what counts as exceptional/,
    named: /“?exceptional-circumstance.*does not say where it comes from/,
  },
  {
    about: 'what a working day is',
    at: 'calendar',
    by: ['assumption'],
    told: /does not say what a working day is/,
    named: /`calendar` does not say where it comes from/,
  },
  {
    about: 'who refuses',
    at: 'intake.not-accepted.who',
    by: ['assumption'],
    told: /does not say who may refuse a complaint/,
    named: /`who` does not say where it comes from/,
  },
  {
    about: 'how often learning is published',
    at: 'silences.1',
    by: ['assumption'],
    told: /When learning is published/,
    named: /`silences`.*does not say where it comes from/,
  },
];

testSilences('[SH-0]', PACK, '2023-08', SILENCES);
