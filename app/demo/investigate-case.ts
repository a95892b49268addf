import { localDateOf } from '../../engine/index.ts';
import { makeDemoFiles, takenBefore, tellFile } from './demo-files.ts';
import type { Doings } from './goal.ts';

/** A complaint is looked into: questions, photographs and papers, a visit, an interview, talks inside and outside. */
export const investigateCase: Doings = (walk) => {
  const { investigation: words } = walk.stories;
  const points = walk.standing().state.points.map(({ n }) => String(n));
  const questions = Object.fromEntries(points.map((n) => [n, { question: words.question }]));
  const done: boolean[] = [walk.do('question-set', { wait: 0, input: { questions } })];
  const add = (word: string, input: object): void => {
    done.push(walk.do(word, { wait: 0, input: { points: points.slice(0, 1), ...input } }));
  };
  const on = localDateOf(walk.at) ?? '';
  const files = makeDemoFiles(takenBefore(on));
  const photographs = [files.first, files.second].map((file) => tellFile(file, takenBefore(on)));
  const sent = { kind: 'photograph', description: words.photographs, 'obtained-from': words['from-resident'] };
  add('evidence-added', { ...sent, caption: words.caption, files: photographs });
  add('evidence-added', { kind: 'record', description: words.log, files: [tellFile(files.log)] });
  add('visited', { present: words['visit-present'], 'what-was-seen': words.visit, files: [tellFile(files.report)] });
  add('interviewed', { present: words['interview-present'], 'what-was-said': words.interview });
  add('colleague-contacted', { with: words.colleague, 'what-was-said': words['colleague-said'] });
  add('outsider-contacted', {
    outsider: 'contractor',
    with: words.contractor,
    'what-was-said': words['contractor-said'],
  });
  return done.every(Boolean);
};
