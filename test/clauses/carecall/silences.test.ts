// Carecall: what its page does not say, and that the pack cannot leave it unsaid too.
import { type Silence, testSilences } from '../../support/silences.ts';

const PACK = 'carecall';
const STAGES = 'procedures[complaints].stages';

const SILENCES: readonly Silence[] = [
  {
    about: 'an acknowledgement at Stage 1',
    at: `${STAGES}[stage-1].clocks[stage-1-acknowledgement].limit`,
    by: ['regime'],
    told: /An acknowledgement at either stage: The page does not speak of one\./,
    named: /stage-1-acknowledgement/,
  },
  {
    about: 'an acknowledgement at Stage 2',
    at: `${STAGES}[stage-2].clocks[stage-2-acknowledgement].limit`,
    by: ['regime'],
    told: /as the code asks \(6\.2 and 6\.11\)/,
    named: /stage-2-acknowledgement/,
  },
  {
    about: 'the grounds for not taking a complaint',
    at: 'intake.not-accepted.grounds[claim-filed-at-court]',
    by: ['regime'],
    told: /What is not taken as a complaint: The page excludes nothing\./,
    named: /`grounds` “claim-filed-at-court” does not say where it comes from/,
  },
  {
    about: 'who refuses',
    at: 'intake.not-accepted.who',
    by: ['assumption'],
    told: /does not say that a complaint can be refused, nor by whom/,
    named: /`who` does not say where it comes from/,
  },
  {
    about: 'how old a matter may be',
    at: 'intake.time-limits[twelve-months]',
    by: ['regime'],
    told: /How old a matter may be: The page sets no limit\./,
    named: /“twelve-months” does not say where it comes from/,
  },
  {
    about: 'an ombudsman for what comes with a home',
    at: 'signposting.0',
    by: ['assumption', 'regime'],
    told: /names no ombudsman at any stage\. For Carecall that comes with a home/,
    named: /`signposting`.*does not say where it comes from/,
  },
  {
    about: 'what a person who took it out themselves can turn to',
    at: 'signposting.2',
    by: ['assumption'],
    told: /For Carecall that a person took out themselves we name none/,
    named: /`signposting`.*does not say where it comes from/,
  },
  {
    about: 'more time at Stage 2',
    at: 'silences.4',
    by: ['assumption'],
    told: /More time at Stage 2: The page gives more time at Stage 1 and none at Stage 2/,
    named: /`silences`.*does not say where it comes from/,
  },
  {
    about: 'whether the policy of the parent fills the gaps',
    at: 'silences.5',
    by: ['assumption'],
    told: /Whether the policy of Stockport Homes fills these gaps/,
    named: /`silences`.*does not say where it comes from/,
  },
  {
    about: 'what starts the ten working days',
    at: `${STAGES}[stage-1].clocks[stage-1-response].starts`,
    by: ['assumption'],
    told: /does not say what starts the 10 working days/,
    named: /`starts` does not say where it comes from|“stage-1-response” does not say/,
  },
];

testSilences('[CC-0]', PACK, '2020-01', SILENCES);
