import {
  type FactValue,
  type IsoDate,
  isIsoDate,
  type PartContent,
  type PartStanding,
  type Policy,
  type PromiseMade,
  type Signpost,
} from '../../engine/index.ts';
import { describeDate, describeList } from './describe-date.ts';
import { describeMoney } from './describe-money.ts';
import { capitalise, fill } from './fill.ts';
import type { Texts } from './texts.ts';

/** What a letter, a page or a plain text is made of. */
export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

/** The wording of a case that the engine does not hold, for the letter that is being written. */
export type LetterWords = {
  /** What a point says, by its number. */
  readonly textsByPoint?: ((n: number) => string | undefined) | undefined;
  /** What a promise says, by its number. */
  readonly promiseTexts?: ((promise: number) => string | undefined) | undefined;
  /** What the complainant said on the draft, by the number of the comment. */
  readonly commentTexts?: ((comment: number) => string | undefined) | undefined;
  /** Whom to ask about a promise, by its number. */
  readonly promiseContacts?: ((promise: number) => string | undefined) | undefined;
  readonly nameOf?: ((person: string) => string | undefined) | undefined;
  /** Other wording by name: `outcome-sought`, or the id of a question answered in words. */
  readonly textOf?: ((name: string) => string | undefined) | undefined;
};

type Letter = {
  readonly texts: Texts;
  readonly policy: Policy;
  readonly words: LetterWords;
  readonly source: string;
  /** The findings are listed in another part, so the decision need not. */
  readonly listsFindings: boolean;
  /** The last day for asking stands in another part, so how to ask need not name it. */
  readonly namesLastDay: boolean;
};
type Of<K extends PartContent['kind']> = Extract<PartContent, { kind: K }>;

/** The content of one part of a letter in words. Nothing where the part cannot be filled yet. */
export function describePart(
  texts: Texts,
  policy: Policy,
  part: PartStanding,
  words: LetterWords = {},
): readonly Block[] {
  const { content } = part;
  if (!content) return [];
  const listsFindings = isBeside(policy, part, 'finding-per-point');
  const namesLastDay = isBeside(policy, part, 'last-day-to-escalate');
  const letter = { texts, policy, words, source: findSource(policy, part), listsFindings, namesLastDay };
  return (RENDER[content.kind] as (letter: Letter, content: PartContent) => readonly Block[])(letter, content);
}

/** A part of a letter as plain text, for e-mail and the command line. */
export function renderBlocksAsText(blocks: readonly Block[]): string {
  return blocks
    .map((block) => (block.kind === 'list' ? block.items.map((item) => `- ${item}`).join('\n') : block.text))
    .join('\n\n');
}

/** What fills a part that the landlord has given a name of its own. */
function findSource(policy: Policy, { part, filledBy }: PartStanding): string {
  if (filledBy !== 'engine') return part;
  const known = policy.pack.letters
    .flatMap(({ parts }) => parts)
    .find((candidate) => candidate.part === part && candidate.from);
  return known?.from ?? part;
}

/** Whether every letter with this part has this other one too. */
function isBeside(policy: Policy, { part }: PartStanding, other: string): boolean {
  const letters = policy.pack.letters.filter(({ parts }) => parts.some((one) => one.part === part));
  return letters.length > 0 && letters.every(({ parts }) => parts.some((one) => (one.from ?? one.part) === other));
}

const RENDER: { readonly [K in PartContent['kind']]: (letter: Letter, content: Of<K>) => readonly Block[] } = {
  stage: renderStage,
  points: renderPoints,
  date: ({ texts, source }, { on }) => {
    const sentences = texts.letters.dates;
    return [
      paragraph(
        fill(sentences[source as keyof typeof sentences] ?? sentences.other, { date: describeDate(on, texts) }),
      ),
    ];
  },
  promises: (letter, { promises, on }) => [
    { kind: 'list', items: promises.map((promise) => describePromise(letter, promise, on)) },
  ],
  escalation: renderEscalation,
  signposts: ({ texts }, { signposts }) => signposts.flatMap((signpost) => renderSignpost(texts, signpost)),
  id: renderNamed,
  person: ({ texts, words }, { person }) => {
    const name = words.nameOf?.(person) ?? texts.statuses.people.staff;
    return [paragraph(capitalise(fill(texts.letters.handler, { person: name })))];
  },
  text: (_letter, { text }) => paragraphsOf(text),
  answer: (letter, { fact, value }) => paragraphsOf(describeAnswer(letter, fact, value)),
  'text-per-point': (letter, { texts: perPoint }) =>
    perPoint.flatMap(({ n, text }) => [
      { kind: 'heading' as const, text: pointHeading(letter, n) },
      ...paragraphsOf(text),
    ]),
  'text-per-comment': ({ texts, words }, { texts: perComment }) =>
    perComment.flatMap(({ n, text }) => {
      const said = words.commentTexts?.(n);
      const heading = { kind: 'heading' as const, text: fill(texts.letters.comments.comment, { n }) };
      return [
        heading,
        ...(said ? paragraphsOf(fill(texts.letters.comments.said, { text: said.trim() })) : []),
        ...paragraphsOf(text),
      ];
    }),
  none: ({ texts, source }) => {
    const sentences = texts.letters.none;
    return [paragraph(sentences[source as keyof typeof sentences] ?? sentences.other)];
  },
};

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
/** For a place inside a sentence, which has a full stop of its own. */
const withoutStop = (text: string): string => text.trim().replace(/\.$/, '');

/** A text as it was typed: a blank line ends a paragraph. */
function paragraphsOf(text: string): readonly Block[] {
  const paragraphs = text.split(/\r?\n[ \t]*\r?\n/).map((one) => one.trim());
  return paragraphs.filter((one) => one !== '').map(paragraph);
}

function renderStage({ texts, source }: Letter, { name, final }: Of<'stage'>): readonly Block[] {
  const { stage } = texts.letters;
  const [ofLast, ofEarlier] =
    source === 'final-response' ? [stage['final-response'], stage['earlier-final-response']] : [stage.last, stage.now];
  return [paragraph(fill(final ? ofLast : ofEarlier, { stage: name }))];
}

function pointHeading({ texts, words }: Letter, n: number): string {
  const number = fill(texts.letters.points.point, { n });
  const text = words.textsByPoint?.(n);
  return text ? `${number}: ${withoutStop(text)}` : number;
}

function renderPoints(letter: Letter, content: Of<'points'>): readonly Block[] {
  if (letter.source === 'complaint-definition') return renderDefinition(letter, content);
  const words = letter.texts.letters.points;
  const items = content.points.map(({ n, finding }) =>
    fill(words['point-finding'], { point: pointHeading(letter, n), finding: words.finding[finding ?? 'open'] }),
  );
  if (letter.source === 'finding-per-point') return [{ kind: 'list', items }];
  const overall = paragraph(content.overall ? words.overall[content.overall] : words['overall-open']);
  return items.length === 1 || letter.listsFindings ? [overall] : [overall, { kind: 'list', items }];
}

function renderDefinition(letter: Letter, { points }: Of<'points'>): readonly Block[] {
  const words = letter.texts.letters.points;
  const texts = points.map(({ n }) => letter.words.textsByPoint?.(n) ?? fill(words.point, { n }));
  if (texts.length === 1) return [paragraph(fill(words['definition-one'], { text: texts[0] }))];
  return [paragraph(words.definition), { kind: 'list', items: points.map(({ n }) => pointHeading(letter, n)) }];
}

/** A promise in a letter of a day: one whose day is over by then, and that is not kept, is told as what it is. */
function describePromise({ texts, policy, words }: Letter, promise: PromiseMade, on: IsoDate): string {
  const sentences = texts.letters.promises;
  const head = policy.pack.remedies?.heads.find(({ id }) => id === promise.head)?.name ?? promise.head;
  const said = withoutStop(
    words.promiseTexts?.(promise.promise) ?? fill(sentences.unnamed, { n: promise.promise, head }),
  );
  const what = promise.pence === undefined ? said : fill(sentences.money, { what: said, pence: promise.pence });
  if (promise.kept) return fill(sentences.kept, { what, kept: describeDate(promise.kept.on, texts) });
  const owner = promise.owner === undefined ? undefined : words.nameOf?.(promise.owner);
  const due = promise.due && describeDate(promise.due, texts);
  const by = promise.due !== undefined && promise.due < on ? 'overdue' : 'by';
  const sentence = due ? (owner ? (`${by}-owner` as const) : by) : owner ? 'owner' : 'made';
  const told = fill(sentences[sentence], { what, due, owner });
  const contact = words.promiseContacts?.(promise.promise);
  return contact ? fill(sentences.contact, { told: withoutStop(told), contact: withoutStop(contact) }) : told;
}

function renderEscalation(letter: Letter, { to, lastDay }: Of<'escalation'>): readonly Block[] {
  const { escalation } = letter.texts.letters;
  const last = lastDay
    ? fill(escalation['last-day'], { date: describeDate(lastDay, letter.texts) })
    : escalation['no-last-day'];
  return [
    paragraph(fill(escalation.how, { to })),
    paragraph(fill(escalation.channels, { channels: describeChannels(letter) })),
    ...(letter.namesLastDay ? [] : [paragraph(last)]),
  ];
}

function describeChannels({ texts, policy }: Letter): string {
  return describeList(
    policy.pack.intake.channels.are.map((channel) => texts.letters['channels-named'][channel]),
    texts,
  );
}

function renderSignpost(texts: Texts, { name, howTo, contact }: Signpost): readonly Block[] {
  const words = texts.letters.signposts;
  const { post, telephone, email, web, 'email-note': note } = contact;
  const items = [
    post && fill(words.post, { post }),
    telephone && fill(words.telephone, { telephone }),
    email && fill(note ? words['email-note'] : words.email, { email, note }),
    web && fill(words.web, { web }),
  ].filter((item) => item !== undefined && item !== '') as string[];
  return [paragraph(howTo), paragraph(name), { kind: 'list', items }];
}

/** The answer to a question of the procedure: a choice by its name, a text in full, a person by theirs. */
function describeAnswer({ texts, policy, words }: Letter, id: string, value: FactValue): string {
  const fact = policy.pack.facts[id];
  switch (fact?.kind) {
    case 'text':
      return words.textOf?.(id) ?? '';
    case 'yes-no':
      return texts.fields['yes-no'][value === true ? 'yes' : 'no'];
    case 'choice':
      return fact.options?.find((option) => option.id === value)?.name ?? String(value);
    case 'person':
      return words.nameOf?.(String(value)) ?? texts.statuses.people.staff;
    case 'money':
      return describeMoney(Number(value));
    default:
      return isIsoDate(String(value)) ? describeDate(String(value) as IsoDate, texts) : String(value);
  }
}

/** Parts that the engine fills by the name of something: what the person wants, the reason, the ground, the channels. */
function renderNamed(letter: Letter, { id }: Of<'id'>): readonly Block[] {
  const { texts, policy, words, source } = letter;
  const sentences = texts.letters;
  if (source === 'channels') return [paragraph(fill(sentences.channels, { channels: describeChannels(letter) }))];
  if (source === 'outcome-sought')
    return [fillOr(sentences['outcome-sought'], words.textOf?.(id), sentences['outcome-not-told'])];
  if (source !== 'ground') return [fillOr(sentences.reason, findReason(letter, id), sentences['reason-not-told'])];
  const ground = policy.pack.intake['not-accepted']?.grounds.find((candidate) => candidate.id === id)?.name ?? id;
  return [paragraph(fill(sentences.ground, { ground }))];
}

/** A sentence that takes one wording, or the other sentence where there is none. */
const fillOr = (sentence: string, text: string | undefined, otherwise: string): Block =>
  paragraph(text ? fill(sentence, { text: withoutStop(text) }) : otherwise);

/** The reason for more time: one of the procedure's, the answer to one of its questions, or what was written. */
function findReason({ policy, words }: Letter, id: string): string | undefined {
  const stages = policy.pack.procedures.flatMap((procedure) => procedure.stages);
  const rules = stages.flatMap(({ clocks }) => clocks.flatMap(({ extensions }) => extensions));
  const listed = rules.flatMap((rule) => rule.reasons ?? []).find((reason) => reason.id === id);
  const written = policy.pack.facts[id] ? undefined : id;
  return listed?.name ?? words.textOf?.(id) ?? written;
}
