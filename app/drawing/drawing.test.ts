import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Policy } from '../../engine/index.ts';
import { INSTALLED_POLICIES } from '../packs/find-pack-files.ts';
import { loadPacks } from '../packs/load-packs.ts';
import { loadTexts } from '../texts/index.ts';
import { contrast } from '../web/colours.ts';
import { A4, layOut, outlinePack, outlineProcedure, renderOutline, renderSvg } from './index.ts';
import type { Paint } from './lay-out.ts';
import { measureText } from './measure-text.ts';
import type { Outline } from './outline.ts';
import { COLOURS, type Shape } from './shapes.ts';

const texts = loadTexts();
const ODDITIES = join(import.meta.dirname, '../../test/oddities');
const WORDS = {
  must: '',
  may: '',
  limit: '',
  more: '',
  legend: '',
  anyTime: 'At any time',
  final: 'last stage',
  sameAs: 'as for {number}',
};
const PAINT: Paint = { brand: '#0b3d59', onBrand: '#ffffff', words: WORDS };
/** 11 px on a sheet this wide are 6 pt on A4. */
const WIDEST = 1091;

let policies: readonly Policy[];
const get = (name: string): Policy => {
  const found = policies.find(({ pack }) => pack.pack === name);
  assert.ok(found, name);
  return found;
};
const draw = (name: string, change: (pack: Policy['pack']) => void = () => {}): Outline => {
  const policy = { ...get(name), pack: structuredClone(get(name).pack) };
  change(policy.pack);
  return outlineProcedure(texts, policy, policy.pack.procedures.at(-1)!);
};

type Words = Extract<Shape, { is: 'text' }>;
const isText = (shape: Shape): shape is Words => shape.is === 'text';
const boxOf = ({ x, y, text, size, bold, middle }: Words) => {
  const width = measureText(text, size, bold);
  return {
    left: middle ? x - width / 2 : x,
    right: middle ? x + width / 2 : x + width,
    top: y - size * 0.72,
    bottom: y + size * 0.15,
  };
};

/** Pairs of texts that lie on each other. */
function findOverlaps(shapes: readonly Shape[]): readonly string[] {
  const placed = shapes.filter(isText).map((shape) => ({ shape, box: boxOf(shape) }));
  return placed.flatMap((one, i) =>
    placed
      .slice(i + 1)
      .filter(
        ({ box }) =>
          box.left < one.box.right && one.box.left < box.right && box.top < one.box.bottom && one.box.top < box.bottom,
      )
      .map(({ shape }) => `“${one.shape.text}” and “${shape.text}”`),
  );
}

describe('drawings of procedures', () => {
  before(async () => {
    const [own, odd] = await Promise.all([loadPacks({ folder: INSTALLED_POLICIES }), loadPacks({ folder: ODDITIES })]);
    policies = [...own.versions, ...odd.versions].flatMap(({ policy }) => policy ?? []);
  });

  test('every procedure fits one sheet of A4, with letters of at least 6 pt, and no text lies on another or outside', () => {
    for (const policy of policies) {
      for (const outline of outlinePack(texts, policy)) {
        const name = `${policy.pack.pack}, ${outline.id}`;
        const { width, height, shapes } = layOut(outline, PAINT);
        assert.ok(height <= width * A4, `${name} is ${height} px tall at ${width} px`);
        assert.ok(width <= WIDEST, `${name} is ${width} px wide`);
        assert.deepEqual(findOverlaps(shapes), [], name);
        const outside = shapes.filter(isText).filter((shape) => boxOf(shape).left < 0 || boxOf(shape).right > width);
        assert.deepEqual(
          outside.map(({ text }) => text),
          [],
          name,
        );
      }
    }
  });

  test('the picture and its words tell of every step, clock, gate and end', () => {
    for (const policy of policies) {
      for (const outline of outlinePack(texts, policy)) {
        const told = renderOutline(texts, outline);
        const drawn = layOut(outline, PAINT)
          .shapes.filter(isText)
          .map(({ text }) => text);
        const picture = drawn.join(' ');
        for (const stage of outline.stages) {
          const names = [stage.name, ...stage.clocks.map(({ name }) => name), stage.gate?.title ?? ''];
          for (const name of [...names, ...stage.steps.map((step) => step.name)]) {
            assert.ok(told.includes(name), `${name} is not told of ${outline.title}`);
            assert.ok(picture.includes(name), `${name} is not drawn of ${outline.title}`);
          }
          for (const { number } of stage.steps) assert.ok(drawn.includes(number), `${number} of ${outline.title}`);
        }
        assert.ok(told.includes(outline.end.title));
      }
    }
  });

  test('a small procedure in words', () => {
    assert.equal(
      renderOutline(texts, draw('lapse-opens')),
      `Time decides
Hourglass Homes · Version 2020-01 · in force from 1 January 2020 · An invented landlord

A complaint comes in
  - By e-mail, by letter, by telephone
  - Begins at Settling

Settling
  - Steps
    · 0.1 Settle it
      - Complaints officer
      - may be left out
      - Settled: case closed as settled
  - Times
    · Settling: 4 working days
      - from receipt of the complaint to step 0.1
      - If it runs out, Stage A opens.

Stage A (last stage)
  - Steps
    · 1.1 Define the complaint
      - Complaints officer
    · 1.2 Send the answer
      - Complaints officer
    · 1.3 Hear whether they are content
      - Complaints officer
      - may be left out
      - Content: case closed as content
      - Not content: it goes on
  - Times
    · Stage A answer: 6 working days
      - from the end of “Settling” to step 1.2
    · Time to say so: 10 working days
      - from step 1.2 to step 1.3
      - time allowed to the complainant
      - If it runs out, the case is closed.

The final answer
  - Still unhappy? Whom they can turn to: Housing Ombudsman Service

Drawn by Redress from lapse-opens 2020-01. One value is assumed and waits for the landlord.
`,
    );
  });

  test('who may, by the numbers of the steps that count against them', () => {
    const [, second] = draw('anytown-homes').stages;
    assert.equal(second?.steps.at(-1)?.who, 'Complaints manager or above; nobody who did 1.4, 1.5 or 1.6');
  });

  test('when a panel meets, who is consulted and which way an answer goes stand at their steps', () => {
    const remarks = (pack: string) => {
      const steps = draw(pack).stages.flatMap((stage) => stage.steps);
      return steps.flatMap((step) => step.remarks.map((remark) => `${step.name}: ${remark}`));
    };
    const has = (pack: string, wanted: RegExp) =>
      assert.ok(
        remarks(pack).some((one) => wanted.test(one)),
        pack,
      );
    has(
      'carecall',
      /^Arrange the Complaints Panel: for the meeting at step 2\.\d+, papers to its members 5 working days before$/,
    );
    has('stockport-homes', /^Consult the Council about the decision: asks for the view of Stockport Council$/);
    has('council-housing', /^Send a draft of the answer for comment: goes the way they chose \(“.+”\)$/);
    const told = renderOutline(texts, draw('carecall'));
    assert.match(told, /papers to its members 5 working days before/);
  });

  test('a bar is as long as the time, in days of the calendar, and has what can be added after it', () => {
    const clocks = draw('anytown-homes').stages.flatMap((stage) => stage.clocks);
    const response = clocks.find(({ name }) => name === 'Stage 1 response');
    assert.deepEqual([response?.days, response?.more.map(({ days }) => days)], [14, [14, 70]]);
    assert.equal(response?.more[0]?.words, 'Can be made longer: up to 10 working days more');
    assert.equal(response?.more[0]?.who, 'Complaints officer or above');
  });

  test('where a case may begin elsewhere, an arrow passes the stages by', () => {
    assert.deepEqual(draw('anytown-homes').jumps, []);
    const skipping = draw('anytown-homes', (pack) => {
      pack.procedures[0]!['opens-at'] = [{ when: { kind: 'complaint' }, stage: 'stage-1' }, { otherwise: 'stage-2' }];
    });
    assert.deepEqual(skipping.jumps, [{ from: undefined, to: 'stage-2' }]);
    assert.deepEqual(skipping.opensAt, ['Begins at Stage 1 when it is a complaint', 'Otherwise begins at Stage 2']);
    const { shapes } = layOut(skipping, PAINT);
    assert.equal(shapes.filter(({ is }) => is === 'arrow').length, 5);
  });

  test('only what can come about for the services of a procedure is drawn, without saying so', () => {
    const outline = draw('anytown-homes', (pack) => {
      pack.services.push({ id: 'care', name: 'Care' });
      const [first] = pack.procedures[0]!.stages[0]!.steps;
      Object.assign(first!, { when: { service: 'housing' } });
      pack.procedures.unshift({ ...structuredClone(pack.procedures[0]!), id: 'care', when: { service: 'care' } });
      pack.signposting.unshift({ when: { service: 'care' }, ombudsman: 'lgsco' });
    });
    assert.ok(outline.lines.includes('For: Housing'));
    assert.deepEqual([outline.stages[0]?.steps[0]?.remarks, outline.stages[0]?.steps[0]?.optional], [[], false]);
    assert.deepEqual(outline.end.lines[0], 'Still unhappy? Whom they can turn to: Housing Ombudsman Service');
  });

  test('what was put together and not taken from the source is marked in both', () => {
    const outline = draw('anytown-homes', (pack) => {
      pack.procedures[0]!.reconstructed = 'Put together from the code.';
    });
    const mark =
      'These steps and times are not in the landlord’s own text. They were put together from other rules. Put together from the code.';
    assert.ok(renderOutline(texts, outline).includes(mark));
    const svg = renderSvg(texts, outline, { landlord: 'A' });
    assert.ok(svg.includes('>These steps and times are not') && /<desc[^>]*>[^<]*Put together/.test(svg));
  });

  test('the SVG is well formed, named, and needs no style sheet; names are escaped', () => {
    const outline = draw('anytown-homes', (pack) => {
      pack.title = 'Bricks & <Mortar>';
    });
    const svg = renderSvg(texts, outline, { landlord: 'Bricks & Co', brand: '#ffdd00' });
    assert.match(svg, /<title id="drawing-complaints-title">Bricks &amp; &lt;Mortar&gt;<\/title>/);
    assert.match(svg, /aria-labelledby="drawing-complaints-title drawing-complaints-description"/);
    assert.doesNotMatch(svg, /\bstyle=|<style|NaN|undefined/);
    const open = [...svg.matchAll(/<([a-z]+)\b[^>]*[^/]>/g)].length;
    assert.equal(open, [...svg.matchAll(/<\/[a-z]+>/g)].length);
    // Black on yellow: white could not be read.
    assert.match(svg, /fill="#000000" font-weight="bold">Stage 1</);
  });

  test('texts and lines can be made out on what they stand on', () => {
    for (const paper of [COLOURS.paper, COLOURS.pale, COLOURS.gate]) {
      for (const ink of [COLOURS.ink, COLOURS.quiet, COLOURS.warning])
        assert.ok(contrast(ink, paper) >= 4.5, `${ink} on ${paper}`);
    }
    for (const line of [COLOURS.line, COLOURS.flow, COLOURS.time, COLOURS.gateLine])
      assert.ok(contrast(line, COLOURS.paper) >= 3, line);
  });
});
