import { join, resolve } from 'node:path';
import type { Config } from './installation.ts';
import { findPoliciesFolder } from './packs/find-pack-files.ts';

export type { Config };

type Setting = { readonly name: string; readonly says: string };

/** Every setting, in the order `serve --help` lists them. */
export const SETTINGS: readonly Setting[] = [
  { name: 'DATABASE_URL', says: 'PostgreSQL 15 or later, such as postgres://user:password@host/redress' },
  { name: 'REDRESS_DATA', says: 'folder for files and, without DATABASE_URL, the database (default .redress/data)' },
  { name: 'PORT', says: 'where to listen (default 4600)' },
  { name: 'HOST', says: 'on which address (default 127.0.0.1: this machine only)' },
  { name: 'PUBLIC_URL', says: 'the address people use, such as https://complaints.example' },
  { name: 'SECRET', says: 'at least 32 characters, kept from everybody (default: made, and kept in the data folder)' },
  { name: 'SMTP_URL', says: 'mail server, such as smtps://user:password@mail.example (default: mail waits)' },
  { name: 'MAIL_FROM', says: 'sender of mail (needed with SMTP_URL)' },
  { name: 'REDRESS_POLICIES', says: 'folder of packs (default: those that come with Redress)' },
  { name: 'LOG_LEVEL', says: 'fatal, error, warn, info, debug or silent (default info)' },
];

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Thrown when settings cannot be used: one line for each, with how to mend it. */
export class ConfigFaults extends Error {
  override readonly name = 'ConfigFaults';
}

/**
 * Reads the settings from the environment. An empty one counts as not given.
 * @throws ConfigFaults naming every setting that is wrong
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const get = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const url = (name: string, protocols: readonly string[]): string | undefined => {
    const value = get(name);
    if (value === undefined) return undefined;
    const isGood = URL.canParse(value) && protocols.includes(new URL(value).protocol);
    if (!isGood) faults.push(`${name} must be an address that begins with ${protocols.join('// or ')}//.`);
    return isGood ? value : undefined;
  };
  const databaseUrl = url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const dataFolder = resolve(get('REDRESS_DATA') ?? join('.redress', 'data'));
  const publicUrl = url('PUBLIC_URL', ['http:', 'https:'])?.replace(/\/+$/, '');
  const smtpUrl = url('SMTP_URL', ['smtp:', 'smtps:']);
  const mailFrom = get('MAIL_FROM');
  const secret = get('SECRET');
  const logLevel = get('LOG_LEVEL') ?? 'info';
  if (smtpUrl !== undefined && mailFrom === undefined)
    faults.push('MAIL_FROM is needed with SMTP_URL: the address that mail comes from, such as complaints@example.org.');
  if (secret !== undefined && secret.length < 32)
    faults.push('SECRET has fewer than 32 characters. Make one, for instance with `openssl rand -hex 32`.');
  if (!LEVELS.includes(logLevel)) faults.push(`LOG_LEVEL must be one of ${LEVELS.join(', ')}.`);
  const port = readPort(get('PORT'), faults);
  if (faults.length > 0) throw new ConfigFaults(faults.join('\n'));
  return {
    database: databaseUrl === undefined ? { folder: dataFolder } : { url: databaseUrl },
    dataFolder,
    host: get('HOST') ?? '127.0.0.1',
    port,
    publicUrl,
    secret,
    smtpUrl,
    mailFrom: mailFrom ?? 'redress@localhost',
    policiesFolder: findPoliciesFolder(undefined, environment),
    logLevel,
  };
}

function readPort(given: string | undefined, faults: string[]): number {
  const port = Number(given ?? 4600);
  if (/^\d{1,5}$/.test(given ?? '4600') && port <= 65_535) return port;
  faults.push('PORT must be a number from 0 to 65535 (0: any that is free).');
  return 0;
}
