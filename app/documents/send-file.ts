import type { FastifyReply } from 'fastify';
import { isViewed } from './check-upload.ts';
import { FileFault, type FileRecord, type FileStore } from './file-store.ts';

/** Nothing that a picture holds is run, and it is nobody's to put into a page of theirs. */
const PICTURE = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";
/**
 * Browsers show a PDF with a viewer of their own, which Chrome does not start in a sandbox. It runs apart from the page
 * it came from; what the viewer needs of its own is allowed, and nothing from elsewhere.
 */
const PDF =
  "default-src 'none'; object-src 'self'; plugin-types application/pdf; style-src 'unsafe-inline'; frame-ancestors 'none'";

/**
 * Sends a file as it was kept, after checking it against its digest. Pictures and PDFs are shown in the browser unless
 * `download` is wished; every other kind is handed over to be saved, whatever it holds. Undefined where the bytes are
 * missing or are not those that were kept: then nothing of them is sent.
 */
export async function sendFile(
  reply: FastifyReply,
  files: FileStore,
  organisation: string,
  file: FileRecord,
  { download }: { readonly download: boolean },
): Promise<FastifyReply | undefined> {
  const bytes = await readWhole(files, organisation, file.digest);
  if (!bytes) return undefined;
  const inline = !download && isViewed(file.mediaType);
  return reply
    .headers({
      'content-type': file.mediaType.startsWith('text/') ? `${file.mediaType}; charset=utf-8` : file.mediaType,
      'content-length': bytes.length,
      'content-disposition': `${inline ? 'inline' : 'attachment'}; ${nameFile(file.name)}`,
      'content-security-policy': inline && file.mediaType === 'application/pdf' ? PDF : PICTURE,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    .send(bytes);
}

async function readWhole(files: FileStore, organisation: string, digest: string): Promise<Buffer | undefined> {
  try {
    return await files.read(organisation, digest);
  } catch (error) {
    if (error instanceof FileFault) return undefined;
    throw error;
  }
}

/** The name for browsers old and new (RFC 6266): in plain letters, then as it is. */
function nameFile(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%;]/g, '-');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain || 'file'}"; filename*=UTF-8''${whole}`;
}
