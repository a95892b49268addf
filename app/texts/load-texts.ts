import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type Texts, textsSchema } from './texts.ts';

const TEXTS_FOLDER = new URL('../../texts/', import.meta.url);
const FILES = [
  'clocks',
  'commands',
  'dates',
  'events',
  'fields',
  'letters',
  'pages',
  'plain-words',
  'procedures',
  'refusals',
  'statuses',
  'warnings',
  'work',
] as const;

const read = new Map<string, Texts>();

/**
 * All words of a language (`texts/LANGUAGE/*.yaml`), read when first asked for and kept for the life of the process.
 * @throws Error naming the file and the place when a text is missing or a file cannot be read
 */
export function loadTexts(language = 'en'): Texts {
  const known = read.get(language);
  if (known) return known;
  const texts = readTexts(language);
  read.set(language, texts);
  return texts;
}

function readTexts(language: string): Texts {
  if (!/^[a-z]{2,3}$/.test(language)) {
    throw new Error(`“${language}” is no language code: give two or three small letters, such as en.`);
  }
  const raw = Object.fromEntries(FILES.map((name) => [name, readTextFile(language, name)]));
  const checked = textsSchema.safeParse(raw);
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map(({ path, message }) => {
    const [file, ...rest] = path.map(String);
    return `texts/${language}/${file}.yaml: ${rest.join(' → ') || 'the file'}: ${message}`;
  });
  throw new Error(`The texts cannot be used. Mend them where it says so:\n${faults.join('\n')}`);
}

function readTextFile(language: string, name: string): unknown {
  const file = fileURLToPath(new URL(`${language}/${name}.yaml`, TEXTS_FOLDER));
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(
      `texts/${language}/${name}.yaml cannot be read, so nothing can be said in “${language}”. Add the file, or mend its YAML: ${(cause as Error).message}`,
      { cause },
    );
  }
}
