// Makes node_modules match package-lock.json, and does nothing when it already does.
// Plain JavaScript without dependencies: it runs on whatever Node (20 or later) the machine has,
// before the pinned runtime is there.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.redress-lock-hash');
const lockFolder = join(root, '.redress', 'bootstrap.lock');
const runtime = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const patienceMs = 15 * 60_000;

const say = (text) => process.stderr.write(`${text}\n`);
const readOr = (file, otherwise) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
};

function wantedStamp() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  return `${hash} ${process.platform}-${process.arch}\n`;
}

const upToDate = (wanted) => readOr(stamp, '') === wanted && existsSync(runtime);

/** True when someone ran `npm ci` by hand: npm's own record of what it installed agrees with the lockfile. */
function installedByHand() {
  const installed = JSON.parse(readOr(join(modules, '.package-lock.json'), '{"packages":{}}')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const same = (path) =>
    installed[path]?.version === locked[path]?.version && installed[path]?.integrity === locked[path]?.integrity;
  const needed = Object.keys(locked).filter((path) => path !== '' && (!locked[path].optional || path in installed));
  const strays = Object.keys(installed).filter((path) => !(path in locked));
  return existsSync(runtime) && strays.length === 0 && needed.every(same);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** A lock is dead when its owner is gone, or when it never wrote who it is within ten seconds. */
function lockIsDead() {
  const owner = Number(readOr(join(lockFolder, 'pid'), ''));
  if (owner > 0) return !isAlive(owner);
  try {
    return Date.now() - statSync(lockFolder).mtimeMs > 10_000;
  } catch {
    return false;
  }
}

function tryLock() {
  try {
    mkdirSync(lockFolder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(lockFolder, 'pid'), String(process.pid));
  return true;
}

async function takeLock() {
  mkdirSync(dirname(lockFolder), { recursive: true });
  const giveUpAt = Date.now() + patienceMs;
  let told = false;
  while (!tryLock()) {
    if (lockIsDead()) {
      rmSync(lockFolder, { recursive: true, force: true });
      continue;
    }
    if (!told) say('Another Redress command is installing the packages; waiting for it …');
    told = true;
    if (Date.now() > giveUpAt)
      throw new Error(`Still waiting after 15 minutes. If nothing is installing, remove ${lockFolder}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The npm that started us, under the machine's own Node; else the npm on PATH. */
function npmCommand() {
  const cli = process.env.npm_execpath ?? '';
  const node = process.env.npm_node_execpath ?? '';
  const outside = node !== '' && existsSync(node) && !node.startsWith(modules);
  if (outside && /npm-cli\.[cm]?js$/.test(cli)) return { command: node, args: [cli], shell: false };
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

/** Install scripts are skipped: none of the packages needs its own. */
function npmCi() {
  const { command, args, shell } = npmCommand();
  const options = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  return new Promise((resolve) => {
    const child = spawn(command, [...args, ...options], { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** The lines that say what was wrong; npm adds its manual page to some of them. */
function getComplaint(output) {
  const lines = output.split('\n').filter((line) => !/^npm warn|^npm error\s*$|A complete log/.test(line));
  const manual = lines.findIndex((line) => /^npm error (Clean install a project|Usage:)/.test(line));
  return (manual === -1 ? lines : lines.slice(0, manual)).slice(-15).join('\n').trim();
}

function describeNoRuntime({ stderr, error }) {
  const platform = `${process.platform} ${process.arch}`;
  if (!existsSync(runtime)) {
    return (
      `The packages are installed, but there is no Node runtime among them for ${platform}. ` +
      'Supported are Linux (glibc) and macOS on x64 and arm64, and Windows on x64.'
    );
  }
  const said = (stderr || error?.message || '').trim();
  const library = said.match(/loading shared libraries: (\S+):/)?.[1];
  const mend = library === undefined ? '' : `\nInstall the system's package that holds ${library}, then try again.`;
  return `The packages are installed, but their Node runtime does not start on this ${platform}:\n${said}${mend}`;
}

async function install(wanted) {
  const started = Date.now();
  say('Installing the packages Redress needs (only when they changed; up to a minute) …');
  const { ok, output } = await npmCi();
  if (!ok) {
    throw new Error(
      `npm ci did not succeed. What it said last:\n${getComplaint(output)}\nMend that (is the network there?) and try again.`,
    );
  }
  const check = spawnSync(runtime, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  if (check.status !== 0) throw new Error(describeNoRuntime(check));
  writeFileSync(stamp, wanted);
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s, with Node ${check.stdout.trim()}.`);
}

async function main() {
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new Error(`Redress needs Node 20 or later to install itself; this is Node ${process.versions.node}.`);
  }
  const wanted = wantedStamp();
  if (upToDate(wanted)) return;
  await takeLock();
  try {
    if (upToDate(wanted)) return;
    if (installedByHand()) writeFileSync(stamp, wanted);
    else await install(wanted);
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    if (readOr(join(lockFolder, 'pid'), '') === String(process.pid))
      rmSync(lockFolder, { recursive: true, force: true });
    process.exit(1);
  });
}

main().catch((error) => {
  say(`redress: ${error.message}`);
  process.exitCode = 1;
});
