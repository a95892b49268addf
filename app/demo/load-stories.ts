import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const words = z.string().trim().min(1);
const point = z.strictObject({ text: words, upheld: words, 'partially-upheld': words, 'not-upheld': words });
const contact = z.strictObject({ subject: words, 'what-happened': words, offered: words.optional() });

const schema = z.strictObject({
  'first-names': z.array(words).min(10),
  'last-names': z.array(words).min(10),
  relations: z.array(words).min(1),
  streets: z.array(words).min(5),
  'staff-first-names': z.array(words).min(10),
  'staff-last-names': z.array(words).min(10),
  complaints: z
    .array(
      z.strictObject({
        /** A pattern that the service, or the code it answers to, must meet; absent: any. */
        about: words.optional(),
        /** Of these sorts of case only; `group`: of these too. */
        fits: z.enum(['group', 'restricted', 'about-a-person']).optional(),
        subject: words,
        'what-happened': words,
        'outcome-sought': words,
        points: z.array(point).min(1),
        unresolved: words,
        promise: words,
        learning: words,
      }),
    )
    .min(5),
  'service-requests': z.array(contact).min(1),
  comments: z.array(contact).min(1),
  compliments: z.array(contact).min(1),
  wording: z.array(
    z.union([
      z.strictObject({ match: words, text: words }),
      z.strictObject({
        match: words,
        told: z.enum(['what-happened', 'outcome-sought', 'unresolved', 'promise', 'learning', 'reasons']),
      }),
    ]),
  ),
  otherwise: words,
  notes: z.array(words).min(1),
  updates: z.array(words).min(1),
  withdrawn: words,
  'new-issue': words,
  reached: words,
  investigation: z.strictObject({
    question: words,
    photographs: words,
    'from-resident': words,
    caption: words,
    log: words,
    'visit-present': words,
    visit: words,
    'interview-present': words,
    interview: words,
    colleague: words,
    'colleague-said': words,
    contractor: words,
    'contractor-said': words,
  }),
  /** What comes up beside the steps of a procedure. */
  casework: z.strictObject({
    'contact-notes': z.strictObject({ telephone: words, otherwise: words }),
    'asked-of-colleagues': z.array(z.strictObject({ question: words, answer: words })).min(2),
    contractors: z.array(z.strictObject({ name: words, email: words })).min(2),
    'asked-of-contractors': z.array(z.strictObject({ question: words, papers: words, answer: words })).min(2),
    consulted: z.strictObject({
      outside: z.strictObject({
        ...{ name: words, email: words, question: words },
        ...{ papers: words, answer: words, 'came-of-it': words },
      }),
      colleague: z.strictObject({ question: words, answer: words }),
    }),
    redefined: z.strictObject({ words, why: words }),
    behaviour: z.strictObject({
      incidents: z.array(z.strictObject({ kind: words, words })).min(2),
      limits: z.strictObject({
        limits: words,
        'stays-open': words,
        'restriction-reason': words,
        'equality-note': words,
      }),
    }),
    versions: z.strictObject({ second: words, approved: words }),
    requirement: z.strictObject({ text: words }),
    panel: z.strictObject({ times: words, conflict: words, 'comes-with': words }),
    comments: z.array(z.strictObject({ comment: words, answer: words })).min(2),
    'own-complaint': z.strictObject({ address: words, telephone: words }),
    restricted: z.strictObject({ 'own-complaint': words, safeguarding: words }),
  }),
});

export type Stories = z.infer<typeof schema>;
export type Story = Stories['complaints'][number];

/** The invented complaints of the demo. @throws when the file is not as it should be */
export function loadStories(): Stories {
  return schema.parse(parse(readFileSync(new URL('./stories.yaml', import.meta.url), 'utf8')));
}
