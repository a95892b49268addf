import { ConfigFaults } from '../config.ts';
import { InstallationFault } from '../installation.ts';
import type { Io } from './main.ts';

/**
 * Tells on stderr what kept a command from doing its work, in words for whoever runs it; answers exit code 1. What is
 * no trouble of theirs is thrown on, as a fault of ours.
 */
export function describeTrouble(error: unknown, io: Io, command: string): number {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (error instanceof ConfigFaults || error instanceof InstallationFault) io.err(`${message}\n`);
  else if (code?.startsWith('ERR_PARSE_ARGS'))
    io.err(`redress ${command}: ${message}\nredress ${command} --help tells more.\n`);
  else if (code === 'EADDRINUSE')
    io.err('The port is in use already, perhaps by Redress itself. Stop that, or set PORT to another number.\n');
  else if (/ is in use by /.test(message)) io.err(`${message}\n`);
  else throw error;
  return 1;
}
