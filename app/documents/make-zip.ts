import { crc32 } from 'node:zlib';

/** A file in an archive. `read` is called when its turn comes, so that one file is in memory at a time. */
export type ZipEntry = { readonly name: string; readonly read: () => Promise<Uint8Array> | Uint8Array };

/** What fits into an archive of the plain format, in bytes. */
export const MOST_IN_ZIP = 4_000_000_000;

const UTF_8_NAMES = 0x0800;
const VERSION = 20;

/**
 * An archive of files as they are, uncompressed, so that what comes out of it has the digest of what went in. Names are
 * written in UTF-8. `at`: the time that every entry carries, an instant. Together at most {@link MOST_IN_ZIP}.
 */
export async function* makeZip(entries: Iterable<ZipEntry>, at: string): AsyncGenerator<Uint8Array> {
  const when = toDosTime(new Date(at));
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, read } of entries) {
    const bytes = await read();
    const about = describeEntry(Buffer.from(name, 'utf8'), bytes, when);
    const head = Buffer.concat([signed(0x04034b50), about.common, about.lengths, about.name]);
    yield head;
    yield bytes;
    directory.push(listEntry(about, offset));
    offset += head.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  yield listed;
  yield endOf(directory.length, listed.length, offset);
}

type About = { readonly common: Buffer; readonly lengths: Buffer; readonly name: Buffer };

function describeEntry(name: Buffer, bytes: Uint8Array, when: { date: number; time: number }): About {
  const common = Buffer.alloc(22);
  common.writeUInt16LE(VERSION, 0);
  common.writeUInt16LE(UTF_8_NAMES, 2);
  common.writeUInt16LE(0, 4);
  common.writeUInt16LE(when.time, 6);
  common.writeUInt16LE(when.date, 8);
  common.writeUInt32LE(crc32(bytes), 10);
  common.writeUInt32LE(bytes.length, 14);
  common.writeUInt32LE(bytes.length, 18);
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(name.length, 0);
  return { common, lengths, name };
}

/** The entry of the directory at the end: no comment, no attributes, the place of the file. */
function listEntry({ common, lengths, name }: About, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  const version = Buffer.alloc(2);
  version.writeUInt16LE(VERSION, 0);
  return Buffer.concat([signed(0x02014b50), version, common, lengths, rest, name]);
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([signed(0x06054b50), end]);
}

function signed(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature, 0);
  return bytes;
}

/** The format counts from 1980 and in steps of two seconds. */
const toDosTime = (at: Date): { date: number; time: number } => ({
  date: ((Math.max(1980, at.getUTCFullYear()) - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
});
