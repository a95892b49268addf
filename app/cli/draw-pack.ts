import { writeFile } from 'node:fs/promises';
import type { Policy } from '../../engine/index.ts';
import { type Outline, outlinePack, renderOutline, renderSvg } from '../drawing/index.ts';
import { loadTexts } from '../texts/index.ts';
import { wrapText } from './wrap-text.ts';

export type DrawWish = {
  /** `svg` or `text`; absent: what the name of the file ends with, else `svg`. */
  readonly as: string | undefined;
  readonly out: string | undefined;
  readonly procedure: string | undefined;
};

/** What was asked cannot be drawn; the message says what can. */
export class CannotDraw extends Error {
  override readonly name = 'CannotDraw';
}

/**
 * The procedures of a pack as pictures or in words: what to print, or the files that were written. A picture holds one
 * procedure; several go to a file each, `FILE-PROCEDURE.svg`.
 * @throws CannotDraw naming what there is
 */
export async function drawPack(
  policy: Policy,
  wish: DrawWish,
): Promise<{ readonly text: string } | { readonly files: readonly string[] }> {
  const as = wish.as ?? (wish.out?.endsWith('.txt') ? 'text' : 'svg');
  if (as !== 'svg' && as !== 'text') throw new CannotDraw(`It can be drawn as svg or as text, not as ${as}.`);
  const outlines = chooseOutlines(policy, wish.procedure);
  const render = (outline: Outline) => (as === 'svg' ? renderPicture(policy, outline) : renderWords(outline));
  if (as === 'text') {
    const text = outlines.map(render).join('\n\n');
    if (wish.out === undefined) return { text };
    await writeFile(wish.out, text);
    return { files: [wish.out] };
  }
  const [only] = outlines;
  if (wish.out === undefined) {
    if (outlines.length === 1 && only) return { text: render(only) };
    throw new CannotDraw(
      `This pack has ${outlines.length} procedures, and a picture holds one. Name one with --procedure (${listIds(outlines)}), or give --out FILE.svg for a file of each.`,
    );
  }
  return { files: await writeEach(outlines, wish.out, render) };
}

function chooseOutlines(policy: Policy, procedure: string | undefined): readonly Outline[] {
  const all = outlinePack(loadTexts(), policy);
  const chosen = procedure === undefined ? all : all.filter(({ id }) => id === procedure);
  if (chosen.length > 0) return chosen;
  throw new CannotDraw(`There is no procedure “${procedure}”. There are: ${listIds(all)}.`);
}

const listIds = (outlines: readonly Outline[]): string => outlines.map(({ id }) => id).join(', ');

async function writeEach(
  outlines: readonly Outline[],
  out: string,
  render: (outline: Outline) => string,
): Promise<readonly string[]> {
  const files = outlines.map(({ id }) => (outlines.length === 1 ? out : out.replace(/(\.[^./\\]*)?$/, `-${id}$1`)));
  for (const [i, outline] of outlines.entries()) await writeFile(files[i] ?? out, render(outline));
  return files;
}

function renderPicture({ pack }: Policy, outline: Outline): string {
  const { name, colours } = pack.organisation;
  return renderSvg(loadTexts(), outline, { landlord: name, brand: colours?.brand });
}

const renderWords = (outline: Outline): string =>
  renderOutline(loadTexts(), outline, (text, indent) =>
    wrapText(text, { indent, hanging: indent > 0 ? 2 : 0, width: 100 }),
  );
