import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FormBody, Upload } from './form-fields.ts';
import { PageError } from './page-error.ts';

/** More inputs than any form of ours has. */
const MOST_FIELDS = 2000;

type Parsed = { body: FormBody; uploads: Upload[] };

/**
 * Makes the server read forms and nothing else: every field keeps all its values, in order; files come in memory.
 * A body over the limit is refused before it is read.
 */
export function readBodies(app: FastifyInstance, limits: { body: number; uploads: number }): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: limits.body },
    async (request: FastifyRequest, text: string) => {
      const parsed = collected(new URLSearchParams(text));
      request.uploads = [];
      return parsed.body;
    },
  );
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: limits.uploads },
    async (request: FastifyRequest, bytes: Buffer) => {
      const form = await readMultipart(bytes as Buffer<ArrayBuffer>, request.headers['content-type'] ?? '');
      const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
      request.uploads = await uploadsOf(form);
      return collected(texts).body;
    },
  );
}

async function readMultipart(bytes: Buffer<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new PageError({
      status: 400,
      title: 'We could not read what you sent',
      keep: false,
      text: 'The form arrived damaged. Go back in your browser and send it again.',
    });
  }
}

async function uploadsOf(form: FormData): Promise<Upload[]> {
  const uploads: Upload[] = [];
  for (const [field, file] of form) {
    // A browser sends an empty file without a name where none was chosen.
    if (typeof file === 'string' || (file.name === '' && file.size === 0)) continue;
    uploads.push({ field, filename: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
  return uploads;
}

function collected(entries: Iterable<[string, string]>): Parsed {
  // Without a prototype, so that a field called "constructor" is only a field.
  const body: Record<string, string[]> = Object.create(null);
  let count = 0;
  for (const [name, value] of entries) {
    count += 1;
    if (count > MOST_FIELDS) {
      throw new PageError({
        status: 413,
        title: 'The form has too many fields',
        keep: false,
        text: `It can have ${MOST_FIELDS}. Go back in your browser and send less at once.`,
      });
    }
    body[name] ??= [];
    body[name].push(value);
  }
  return { body, uploads: [] };
}
