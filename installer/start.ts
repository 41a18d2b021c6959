import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from './plant/free-port.ts';
import { Part } from './plant/part.ts';

/**
 * The whole of Tremolo on this machine: hub (which brings its broker), one agent on the CPU and a simulated plant.
 * Data stay in `.data` (or TREMOLO_DATA); Ctrl-C ends every part, and the next start goes on with the same data.
 */
const ROOT = join(import.meta.dir, '..');
const DATA = resolve(process.env.TREMOLO_DATA ?? join(ROOT, '.data'));
const LOGS = join(DATA, 'logs');
const HELP = `Usage: npm start [-- --no-plant]

Starts broker, hub, one agent on the CPU and a simulated plant, and prints the address.
  --no-plant   without simulated sensors
  --help       this text
Settings: tremolo.toml and TREMOLO_HUB_… variables, see docs/administrator.md. Data: ${DATA}`;

const flags = new Set(process.argv.slice(2));
if (flags.has('--help')) {
  console.log(HELP);
  process.exit(0);
}

const parts: Part[] = [];
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void stop(0));

async function start(): Promise<void> {
  mkdirSync(LOGS, { recursive: true });
  await run('ui/build.ts');
  // Before the hub starts, so that its broker knows them from the first moment.
  const agentCredential = await credential('agent', 'agent-1');
  const plantCredential = await credential('gateway', 'plant', ['--prefix', 'sim-']);
  const environment = {
    TREMOLO_HUB_DATA_DIR: DATA,
    TREMOLO_HUB_HTTP__PORT: await freePort(process.env.TREMOLO_HUB_HTTP__PORT, 8080),
    TREMOLO_HUB_BROKER__PORT: await freePort(process.env.TREMOLO_HUB_BROKER__PORT, 1883),
  };
  const hub = part('hub', ['hub/main.ts'], environment);
  const { http, broker, setupLink } = await hub.start();
  const agent = part('agent', ['agent/main.ts', '--credential', agentCredential], {
    TREMOLO_AGENT_DATA_DIR: join(DATA, 'agent'),
    TREMOLO_AGENT_BROKER__URL: broker,
  });
  const { lanes, provider } = await agent.start();
  if (!flags.has('--no-plant')) await startPlant(broker, plantCredential);
  announce({ http, setupLink, lanes, provider });
}

async function startPlant(broker: string, credentialFile: string): Promise<void> {
  const plant = join('firmware-scripts', 'simulate', 'plants', 'demo.json');
  const args = ['firmware-scripts/simulate/main.ts', 'synth', '--plant', plant, '--broker', broker];
  await part('plant', [...args, '--credential', credentialFile, '--json'], {}).start();
}

/** A broker credential in a file of its own, made at the first start and kept. */
async function credential(kind: string, id: string, more: string[] = []): Promise<string> {
  const file = join(DATA, `credential-${kind}-${id}.json`);
  if (!(await Bun.file(file).exists())) {
    await run(
      'hub/console.ts',
      'credential',
      'add',
      '--kind',
      kind,
      '--id',
      id,
      ...more,
      '--out',
      file,
    );
  }
  return file;
}

function part(name: string, args: string[], environment: Record<string, string>): Part {
  const made = new Part({
    name,
    args,
    root: ROOT,
    environment,
    logFile: join(LOGS, `${name}.log`),
    say,
    // A person may drain or end an agent on its screen and mean it; nothing else here may end.
    mayEnd: name === 'agent',
  });
  parts.push(made);
  return made;
}

/** Runs one of our own scripts to its end; its words reach the person only when it fails. */
async function run(...args: string[]): Promise<void> {
  const env = { ...process.env, TREMOLO_HUB_DATA_DIR: DATA };
  const child = Bun.spawn([process.execPath, ...args], {
    cwd: ROOT,
    env,
    stdout: 'ignore',
    stderr: 'pipe',
  });
  const words = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) throw new Error(`${args.join(' ')} failed:\n${words}`);
}

function announce(found: Record<string, string | number | null>): void {
  say(`Tremolo is running at ${found.http}`);
  if (found.setupLink !== null) say(`Make the first account here, once: ${found.setupLink}`);
  say(`One agent with ${found.lanes} lanes on ${found.provider}. Logs: ${LOGS}. Stop with Ctrl-C.`);
}

function say(sentence: string): void {
  console.log(sentence);
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const each of parts) each.letEnd();
  // Sensors first, the hub last: what is under way still finds its receiver.
  for (const each of parts.toReversed()) await each.stop();
  process.exit(code);
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
