import type {
  Clock,
  Escalation,
  Fact,
  Ground,
  Letter,
  Outcome,
  Pack,
  Policy,
  Source,
  Stage,
  Step,
} from '../../engine/index.ts';
import {
  type CoveredParagraph,
  describeContactPlan,
  describeExtension,
  describeGuard,
  describeLeadsTo,
  describeLettersTo,
  describeLimit,
  describeMeets,
  describePeriod,
  describeTimeLimit,
  describeTrigger,
  describeWho,
  describeWindow,
  findAssumed,
  findSource,
  findUnconfirmed,
  type RegimeDeparture,
} from '../../engine/index.ts';
import { wrapText } from './wrap-text.ts';

/** The mark that stands behind each value: its clause, the regime's provision, or that it is assumed. */
function mark(...sources: (Source | undefined)[]): string {
  const { clause, regime, assumption } = findSource(...sources);
  if (clause) return ` [${clause}]`;
  if (regime) return ` [Code ${regime}]`;
  return assumption ? ' [assumed]' : '';
}

const line = (depth: number, words: string): string => wrapText(words, { indent: depth * 2, hanging: 4 });
const heading = (words: string): string => `\n${words}\n${'─'.repeat(words.length)}`;

/** One version of a pack as a page to read: what the landlord must confirm first, then every value with its source. */
export function renderPack(policy: Policy, departures: readonly RegimeDeparture[]): string {
  const { pack } = policy;
  const blocks = [
    renderTitle(policy),
    renderToConfirm(policy),
    renderDepartures(departures),
    renderOrganisation(pack),
    renderIntake(pack),
    renderFacts(pack),
    ...pack.procedures.map((procedure) => renderProcedure(pack, procedure)),
    renderLetters(pack),
    renderAfter(pack),
  ];
  return `${blocks.flat().join('\n')}\n`;
}

function renderTitle({ pack, hash }: Policy): string[] {
  const { from, until } = pack['in-force'];
  const fictitious = pack.organisation.fictitious ? ' (fictitious)' : '';
  return [
    `${pack.organisation.name}${fictitious}: ${pack.title}`,
    line(
      0,
      `${pack.pack}@${pack.version}, in force from ${from}${until ? ` until ${until}` : ''}${mark(pack['in-force'])}`,
    ),
    line(0, `sha256 ${hash}`),
  ];
}

function renderToConfirm(policy: Policy): string[] {
  const { pack } = policy;
  const assumed = findAssumed(pack);
  const known = assumed.map(({ at, assumption, clauses }) =>
    line(1, `${at}: ${assumption}${clauses.length > 0 ? ` (touches ${clauses.join(', ')})` : ''}`),
  );
  const unconfirmed = findUnconfirmed(policy).map(({ at, regime, provision }) =>
    line(1, `${at}: ${regime} ${provision}`),
  );
  const silent = pack.silences.map((silence) =>
    line(1, `${silence.about}: ${silence.assumption ?? silence.note ?? ''}${mark(silence)}`),
  );
  return [
    heading(`To be confirmed by the landlord: ${assumed.length} assumptions, ${silent.length} silences`),
    ...known,
    ...(silent.length > 0 ? ['', 'What the text does not say:', ...silent] : []),
    ...(unconfirmed.length > 0
      ? ['', 'Taken from provisions that are themselves to be confirmed:', ...unconfirmed]
      : []),
  ];
}

/** Where the pack departs from a regime; information, never an error. */
export function renderDepartures(departures: readonly RegimeDeparture[]): string[] {
  if (departures.length === 0) return [];
  return [
    heading('Departures from the regime (for information)'),
    ...departures.map(({ what, packValue, regimeValue, regime, provision, clause }) =>
      line(1, `${what}: ${packValue}${clause ? ` [${clause}]` : ''}; ${regime} ${provision}: ${regimeValue}`),
    ),
  ];
}

function renderOrganisation(pack: Pack): string[] {
  const { organisation: own, calendar } = pack;
  const contact = Object.entries(own.contact ?? {}).filter(([key]) =>
    ['telephone', 'email', 'post', 'web'].includes(key),
  );
  return [
    heading('Organisation'),
    ...own.owners.map((owner) => line(1, `${owner.what}: ${owner.title}${mark(owner)}`)),
    ...contact.map(([key, value]) => line(1, `${key}: ${value}`)),
    ...(own['review-by'] ? [line(1, `review by ${own['review-by'].date}${mark(own['review-by'])}`)] : []),
    line(
      1,
      `working days of ${calendar.nation}${calendar['cut-off'] ? `, cut-off ${calendar['cut-off']}` : ''}${mark(calendar)}`,
    ),
    heading('Services'),
    ...pack.services.map((service) =>
      line(
        1,
        `${service.name}${service.regime ? `, under ${service.regime}` : ''}${service.clause ? ` [${service.clause}]` : ''}`,
      ),
    ),
    heading('Roles, lowest rank first'),
    ...pack.roles
      .toSorted((a, b) => a.rank - b.rank)
      .map((role) =>
        line(
          1,
          `${role.rank}  ${role.title}${role.area === 'of-the-service' ? ', of the service' : ''}${role.outsider ? ', from outside the staff' : ''}${mark(role)}`,
        ),
      ),
  ];
}

function renderIntake(pack: Pack): string[] {
  const { intake } = pack;
  const refused = intake['not-accepted'];
  const request = intake['service-request'];
  const guard = (words: string, condition: Parameters<typeof describeGuard>[0] | undefined) =>
    condition ? `; ${words} ${describeGuard(condition)}` : '';
  return [
    heading('Taking a complaint'),
    line(1, `A complaint is: ${intake.definition.is}${mark(intake.definition)}`),
    line(1, `Channels: ${intake.channels.are.join(', ')}${mark(intake.channels)}`),
    ...(intake.sorting
      ? [line(1, `Sorted by: ${describeWho(pack, intake.sorting.who)}${mark(intake.sorting.who, intake.sorting)}`)]
      : []),
    ...intake['time-limits'].map((limit) =>
      line(
        1,
        `Time limit: ${describeTimeLimit(limit)}${limit.who ? ` (${describeWho(pack, limit.who)})` : ''}${guard('unless', limit.unless)}${mark(limit)}`,
      ),
    ),
    ...(refused ? [line(1, `Refused by: ${describeWho(pack, refused.who)}${mark(refused.who, refused)}`)] : []),
    ...(refused?.grounds ?? []).map((ground: Ground) =>
      line(
        2,
        `ground: ${ground.name}${ground.needs.length > 0 ? `, with ${ground.needs.join(', ')}` : ''}${guard('unless', ground.unless)}${mark(ground)}`,
      ),
    ),
    ...intake.routes.map((route) =>
      line(
        1,
        `Route: ${route.name}, when ${describeGuard(route.when)}${route.sends ? `, to ${route.sends}` : ''}${mark(route)}`,
      ),
    ),
    ...(request
      ? [
          line(
            1,
            `A service request becomes a complaint: ${request['becomes-complaint']}, dated from ${request['dated-from']}${mark(request)}`,
          ),
        ]
      : []),
    ...(intake.anonymous
      ? [line(1, `Anonymous: ${intake.anonymous.accepted ? 'accepted' : 'not accepted'}${mark(intake.anonymous)}`)]
      : []),
    ...(intake.representative
      ? [
          line(
            1,
            `Representative: clocks ${intake.representative['clocks-run'] ? 'run meanwhile' : 'wait'}${mark(intake.representative)}`,
          ),
          line(2, `needs ${intake.representative.needs.join(', ') || 'permission'}`),
          ...(intake.representative['letters-to'] ?? []).map((entry) =>
            line(2, `letters to ${describeLettersTo([entry])}${mark(entry, intake.representative)}`),
          ),
        ]
      : []),
    ...intake.clocks.flatMap((clock) => renderClock(pack, clock, 1)),
  ];
}

function renderFacts(pack: Pack): string[] {
  const facts: [string, Fact][] = Object.entries(pack.facts);
  if (facts.length === 0) return [];
  return [
    heading('What is asked'),
    ...facts.map(([id, fact]) =>
      line(1, `${id} (${fact.kind}, at ${fact.at}${fact.required ? ', required' : ''}): ${fact.ask}${mark(fact)}`),
    ),
  ];
}

function renderProcedure(pack: Pack, procedure: Pack['procedures'][number]): string[] {
  const when = procedure.when ? `, when ${describeGuard(procedure.when)}` : '';
  const opens = (procedure['opens-at'] ?? []).map((entry) =>
    'otherwise' in entry
      ? line(1, `otherwise opens at ${entry.otherwise}${mark(entry)}`)
      : line(1, `opens at ${entry.stage} when ${describeGuard(entry.when)}${mark(entry)}`),
  );
  return [
    heading(`Procedure: ${procedure.name}${when}`),
    ...(procedure.reconstructed ? [line(1, `RECONSTRUCTED, not in the source: ${procedure.reconstructed}`)] : []),
    ...opens,
    ...procedure.stages.flatMap((stage) => renderStage(pack, stage)),
    ...(procedure['any-time'].length > 0
      ? ['', line(1, 'At any time'), ...procedure['any-time'].flatMap((step) => renderStep(pack, step))]
      : []),
  ];
}

function renderStage(pack: Pack, stage: Stage): string[] {
  return [
    '',
    line(1, `${stage.name}${stage.final ? ' (final)' : ''}${mark(stage)}`),
    ...stage.steps.flatMap((step) => renderStep(pack, step)),
    ...stage.clocks.flatMap((clock) => renderClock(pack, clock, 2)),
    ...(stage.escalation ? renderEscalation(pack, stage.escalation) : []),
  ];
}

function renderStep(pack: Pack, step: Step): string[] {
  const words = [
    `step: ${step.name} (${step.id})`,
    step.who ? describeWho(pack, step.who) : undefined,
    step.optional ? 'may be left out' : undefined,
    step.before?.length ? `before ${step.before.join(', ')}` : undefined,
    step['waits-for']?.length ? `waits until ${step['waits-for'].join(', ')} is over` : undefined,
    step['for-comment'] ? 'sent to the complainant for comment' : undefined,
    step['goes-by'] ? `goes the way answered in ${step['goes-by']}` : undefined,
    step.consults ? `asks for the view of ${step.consults}` : undefined,
    step.meets ? `${describeMeets(step.meets)}${mark(step.meets, step)}` : undefined,
    step.records?.length ? `records ${step.records.join(', ')}` : undefined,
    step.letter ? `letter ${step.letter}` : undefined,
    step.when ? `when ${describeGuard(step.when)}` : undefined,
  ];
  const outcomes = (step.outcomes ?? []).map((outcome) => renderOutcome(pack, outcome));
  const seats = (step.seats ?? []).map((seat) =>
    line(
      3,
      `seat: ${seat.name}: ${describeWho(pack, seat.who)}${seat.optional ? ', may stay empty' : ''}${mark(seat.who, seat, step)}`,
    ),
  );
  return [line(2, `${words.filter(Boolean).join('; ')}${mark(step)}`), ...seats, ...outcomes];
}

function renderOutcome(pack: Pack, outcome: Outcome): string {
  const who = outcome.who ? `, by ${describeWho(pack, outcome.who)}` : '';
  const grounds = outcome.grounds ? `, on grounds ${[outcome.grounds].flat().join(', ')}` : '';
  return line(3, `outcome: ${outcome.name}: ${describeLeadsTo(outcome['leads-to'])}${who}${grounds}${mark(outcome)}`);
}

function renderClock(pack: Pack, clock: Clock, depth: number): string[] {
  const ends = clock['on-lapse'].opens ?? clock['on-lapse'].closes;
  const words = [
    `clock: ${clock.name} (${clock.id}): ${describeLimit(clock.limit)}${mark(clock.limit, clock)}`,
    `from ${describeTrigger(clock.starts)}${mark(clock.starts, clock)}`,
    `to ${describeTrigger(clock.stops)}${mark(clock.stops, clock)}`,
    ends ? `at its end ${clock['on-lapse'].opens ? 'opens' : 'closes as'} ${ends}` : undefined,
    clock.when ? `when ${describeGuard(clock.when)}` : undefined,
  ];
  const extensions = clock.extensions.map((extension) =>
    line(
      depth + 1,
      `extension: ${describeExtension(extension)}${extension.who ? `, by ${describeWho(pack, extension.who)}` : ''}${mark(extension, clock)}`,
    ),
  );
  return [line(depth, words.filter(Boolean).join('; ')), ...extensions];
}

function renderEscalation(pack: Pack, escalation: Escalation): string[] {
  const { window } = escalation;
  return [
    line(2, `escalation to ${escalation.to}, opens ${escalation.opens}${mark(escalation)}`),
    ...(window ? [line(3, `time to ask: ${describeWindow(window)}${mark(window)}`)] : []),
    ...(escalation.who
      ? [line(3, `decided by ${describeWho(pack, escalation.who)}${mark(escalation.who, escalation)}`)]
      : []),
    ...escalation.outcomes.map((outcome) => renderOutcome(pack, outcome)),
  ];
}

function renderLetters(pack: Pack): string[] {
  return [
    heading('Letters and what each must contain'),
    ...pack.letters.flatMap((letter: Letter) => [
      line(1, `${letter.title} (${letter.id})`),
      ...letter.parts.map((part) =>
        line(
          2,
          `${part.name} (${part['filled-by']}${part.from ? ` from ${part.from}` : ''}${part['per-point'] ? ', per point' : part['per-comment'] ? ', per comment' : ''}${part['starts-from'] ? `, starts from ${part['starts-from']}` : ''})${part.says ? `: “${part.says}”` : ''}${part.when ? `, when ${describeGuard(part.when)}` : ''}${mark(part, letter)}`,
        ),
      ),
    ]),
  ];
}

function renderAfter(pack: Pack): string[] {
  const { remedies, closing, retention } = pack;
  const plan = pack['contact-plan'];
  return [
    heading('Keeping the complainant informed'),
    plan
      ? line(1, `${describeContactPlan(plan)}${plan.when ? `, when ${describeGuard(plan.when)}` : ''}${mark(plan)}`)
      : line(1, 'nothing is set: as agreed with each of them'),
    heading('Signposting, remedies and afterwards'),
    ...pack.signposting.map((entry) =>
      line(
        1,
        'otherwise' in entry
          ? `otherwise: ${entry.otherwise}${mark(entry)}`
          : `${entry.ombudsman} when ${describeGuard(entry.when)}${mark(entry)}`,
      ),
    ),
    ...(remedies ? [line(1, `each promise needs: ${remedies['each-needs'].join(' and ')}`)] : []),
    ...(remedies?.heads ?? []).map((head) => line(1, `remedy: ${head.name}${mark(head, remedies)}`)),
    ...(closing?.['needs-learning'] ? [line(1, `learning is noted before closing${mark(closing)}`)] : []),
    ...(pack['at-risk']
      ? [line(1, `at risk: ${describePeriod(pack['at-risk'].within)} before due${mark(pack['at-risk'])}`)]
      : []),
    ...pack.reports.map((report) =>
      line(1, `report: ${report.name}, to ${report.to}, every ${describePeriod(report.every)}${mark(report)}`),
    ),
    ...(retention ? [line(1, `kept for ${describePeriod(retention['keep-for'])}${mark(retention)}`)] : []),
  ];
}

/** Each paragraph of the landlord's text with what cites it, why it says nothing that is run, or that it is bare. */
export function renderCoverage(covered: readonly CoveredParagraph[]): string {
  const bare = covered.filter((paragraph) => paragraph.bare).length;
  const rows = covered.flatMap(({ anchor, text, citedBy, notRun, bare: isBare }) => {
    const start = text.replace(/\s+/g, ' ').slice(0, 80);
    const became = isBare
      ? 'BARE: nothing cites it, and no reason is given under not-run'
      : (notRun ?? `cited by ${citedBy.join(', ')}`);
    return [
      `${anchor || '(before the first anchor)'}  ${start}`,
      line(2, notRun && !isBare ? `says nothing we run: ${notRun}` : became),
    ];
  });
  return `${[heading(`The landlord’s text: ${covered.length} paragraphs, ${bare} bare`), ...rows].join('\n')}\n`;
}
