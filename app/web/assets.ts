import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { determineTextColour, findHex } from './colours.ts';

/** The fonts of a page: what the reader's own system reads best. */
const FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif';
const FOREVER = 'public, max-age=31536000, immutable';
const BRAND = '/assets/brand/:colours';
const compress = promisify(brotliCompress);

type Asset = { content: Buffer; type: string; compressed?: Promise<Buffer> };

/** Addresses of style sheets and scripts; each contains a digest of the file, so it can be kept forever. */
export type Assets = {
  styles: readonly string[];
  /** Runs before the page shows. */
  early: string;
  /** Module that starts the components. */
  script: string;
  icon: string;
  /** Style sheet of a landlord's colours; text colour chosen so that it can be read. */
  brandOf(colours: { brand: string; text?: string | undefined }): string;
};

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/**
 * Reads the style sheets and scripts once, takes the licensed fonts and the crown out of them, and serves them from memory,
 * each under an address with its digest. Nothing else under the packages' folders can be reached.
 */
export function serveAssets(app: FastifyInstance): Assets {
  const served = new Map<string, Asset>();
  const add = (name: string, content: string): string => {
    const digest = createHash('sha256').update(content).digest('hex').slice(0, 16);
    served.set(`${digest}/${name}`, { content: Buffer.from(content), type: TYPES[name.split('.').at(-1) ?? ''] ?? '' });
    return `/assets/${digest}/${name}`;
  };
  const assets = addAll(add);
  app.get('/assets/:digest/:name', async (request, reply) => {
    const { digest, name } = request.params as { digest: string; name: string };
    const asset = served.get(`${digest}/${name}`);
    if (!asset) return reply.callNotFound();
    reply.header('cache-control', FOREVER).header('vary', 'accept-encoding').type(asset.type);
    if (!/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(asset.content);
    asset.compressed ??= compress(asset.content, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
    return reply.header('content-encoding', 'br').send(await asset.compressed);
  });
  app.get(BRAND, async (request, reply) => {
    const sheet = brandSheet((request.params as { colours: string }).colours);
    if (sheet === undefined) return reply.callNotFound();
    return reply.header('cache-control', FOREVER).type('text/css; charset=utf-8').send(sheet);
  });
  return assets;
}

function addAll(add: (name: string, content: string) => string): Assets {
  const govuk = folderOf('govuk-frontend');
  const moj = folderOf('@ministryofjustice/frontend');
  const icons = (file: string): string | undefined => {
    const found = /^\/assets\/images\/(icon-[\w-]+\.svg)$/.exec(file)?.[1];
    return found && add(found, readFileSync(join(moj, 'assets/images', found), 'utf8'));
  };
  const ours = (name: string): string => readFileSync(join(import.meta.dirname, 'assets', name), 'utf8');
  const frontend = add('govuk-frontend.js', withoutMap(readFileSync(join(govuk, 'govuk-frontend.min.js'), 'utf8')));
  return {
    styles: [
      add('govuk-frontend.css', freed(readFileSync(join(govuk, 'govuk-frontend.min.css'), 'utf8'), icons)),
      add('moj-frontend.css', freed(readFileSync(join(moj, 'moj-frontend.min.css'), 'utf8'), icons)),
      add('redress.css', ours('redress.css')),
    ],
    early: add('early.js', ours('early.js')),
    script: add('redress.js', ours('redress.js').replace('govuk-frontend', frontend)),
    icon: add('icon.svg', ours('icon.svg')),
    brandOf: ({ brand, text }) => {
      const hex = findHex(brand) ?? '1d70b8';
      return BRAND.replace(':colours', `${hex}-${determineTextColour(hex, text).slice(1)}.css`);
    },
  };
}

function folderOf(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(name));
}

function withoutMap(text: string): string {
  return text.replace(/(?:\/\*|\/\/)# sourceMappingURL=\S+(?: \*\/)?/g, '');
}

/** The style sheet without its licensed fonts and its crown; pictures under addresses of ours. */
function freed(css: string, icons: (file: string) => string | undefined): string {
  return withoutMap(css)
    .replace(/@font-face\s*\{[^}]*\}/g, '')
    .replace(/(?<=[}])[^{}]*crest[^{}]*\{[^{}]*\}/g, '')
    .replace(/"?GDS Transport"?,\s*arial,\s*sans-serif/gi, FONTS)
    .replace(/font-family:\s*sans-serif/g, `font-family:${FONTS}`)
    .replace(/url\(([^)]*)\)/g, (_whole, file: string) => {
      const address = icons(file);
      return address ? `url(${address})` : 'none';
    });
}

/** Only a colour pair this application would choose itself gets a style sheet. */
function brandSheet(colours: string): string | undefined {
  const [, brand, text] = /^([0-9a-f]{6})-([0-9a-f]{6})\.css$/.exec(colours) ?? [];
  if (!brand || !text || determineTextColour(brand, text) !== `#${text}`) return undefined;
  return `:root{--redress-brand:#${brand};--redress-brand-text:#${text};--govuk-brand-colour:#${brand}}\n`;
}
