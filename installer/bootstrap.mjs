// Runs on plain Node 20, before anything is installed: fetches the pinned Bun from its npm package, installs the
// locked dependencies, then hands over. `node installer/bootstrap.mjs start | test | check | run <file> [arguments]`
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BUN_VERSION = readFileSync(join(ROOT, '.bun-version'), 'utf8').trim();
const BUN_HOME = join(ROOT, '.bun');
const PARENT_LOOK_MS = 500;
const STAMP = join(ROOT, 'node_modules', '.tremolo-lock');

const COMMANDS = {
  start: [['installer/start.ts']],
  // Three at a time, also on two cores: tests wait for brokers, browsers and processes more than they compute. A machine that others share stalls for
  // seconds: what hangs is ended later than Bun would, and nothing else is.
  test: [['test', '--parallel=3', '--timeout=20000']],
  check: [
    ['x', 'tsc', '--noEmit', '-p', 'tsconfig.json'],
    ['x', 'biome', 'check', '.'],
    ['test', 'tests/house'],
  ],
};

const [command, ...rest] = process.argv.slice(2);
const steps = command === 'run' ? [rest] : COMMANDS[command]?.map((step) => [...step, ...rest]);
if (steps === undefined || steps.some((step) => step.length === 0)) {
  fail('usage: node installer/bootstrap.mjs start | test | check | run <file> [arguments]');
}
const bun = findBun() ?? installBun();
installDependencies(bun);
for (const step of steps) {
  const code = await handOver(bun, step);
  if (code !== 0) process.exit(code);
}

/** The pinned Bun: this very process when Bun runs the script, the one on PATH, or the one fetched before. */
function findBun() {
  if (process.versions.bun === BUN_VERSION) return process.execPath;
  return (
    [bunOnPath(), fetchedBun()].find((path) => path !== null && versionOf(path) === BUN_VERSION) ??
    null
  );
}

function bunOnPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'bun')).find((path) => existsSync(path)) ?? null;
}

/** Bun's npm package names one package per platform, which holds the program itself. */
function fetchedBun() {
  const manifest = join(BUN_HOME, 'node_modules', 'bun', 'package.json');
  if (!existsSync(manifest)) return null;
  const require = createRequire(manifest);
  for (const name of Object.keys(
    JSON.parse(readFileSync(manifest, 'utf8')).optionalDependencies ?? {},
  )) {
    try {
      const path = join(dirname(require.resolve(`${name}/package.json`)), 'bin', 'bun');
      if (versionOf(path) === BUN_VERSION) return path;
    } catch (error) {
      if (error?.code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return null;
}

function versionOf(path) {
  const asked = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return asked.status === 0 ? asked.stdout.trim() : null;
}

function installBun() {
  console.error(`Fetching Bun ${BUN_VERSION} …`);
  mkdirSync(BUN_HOME, { recursive: true });
  const args = [
    'install',
    '--prefix',
    BUN_HOME,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    `bun@${BUN_VERSION}`,
  ];
  const npm = spawnSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const path = npm.status === 0 ? fetchedBun() : null;
  return (
    path ?? fail(`Bun ${BUN_VERSION} could not be fetched with npm. Is the npm registry reachable?`)
  );
}

/** Installs what bun.lock names, once per version of that file. */
function installDependencies(path) {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'bun.lock')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  console.error('Installing what Tremolo needs …');
  const done = spawnSync(path, ['install', '--frozen-lockfile', '--silent'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (done.status !== 0) fail('The dependencies could not be installed.');
  writeFileSync(STAMP, lock);
}

/** Runs Bun in our place and passes signals on: from a terminal Ctrl-C reaches the child anyway, from elsewhere it would not. */
function handOver(path, args) {
  const env = { ...process.env, PATH: `${dirname(path)}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(path, args, { cwd: ROOT, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  endWithParent(() => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.on('error', (error) => fail(`Bun could not be started: ${error.message}`));
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/**
 * npm passes a signal on to the shell that it runs us in, and that shell dies without telling us: nobody would hold what runs
 * here any more. Only below npm, for who starts us from a terminal and leaves may mean us to go on.
 */
function endWithParent(end) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, PARENT_LOOK_MS);
  timer.unref();
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
