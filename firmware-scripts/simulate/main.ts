import { describeError, TremoloError } from '#schemas/errors/tremolo-error';
import { readAuthority, readCredentials } from './broker-credential.ts';
import { type Command, parseCommand } from './command-line.ts';
import { HELP } from './help.ts';
import { Progress, progressText } from './progress.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';
import { openSources } from './sources.ts';

const USUAL_BROKER = 'mqtt://127.0.0.1:1883';
const PROGRESS_MS = 5_000;

/** Wall clock from one monotonic source: a step of the machine's clock does not tear the streams. */
const clock = () => performance.timeOrigin + performance.now();

async function main(args: readonly string[]): Promise<number> {
  const command = parseCommand(args);
  if (command === null) {
    console.log(HELP);
    return 0;
  }
  const options = simulationOptions(command);
  const sources = openSources(command);
  const report = (trouble: string | null) => say(trouble, options.broker);
  const simulation = new Simulation({ sources, options, clock, report });
  const stopped = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, stopped.resolve);
  // Started by another process with a channel: when that one dies, so do we.
  process.on('disconnect', stopped.resolve);
  if (command.seconds !== undefined) setTimeout(stopped.resolve, command.seconds * 1000);
  try {
    await Promise.race([publish(simulation, command, sources.length), stopped.promise]);
  } finally {
    await simulation.stop();
  }
  return 0;
}

async function publish(simulation: Simulation, command: Command, sensors: number): Promise<void> {
  await simulation.start();
  const print = printer(command.json);
  print({ ready: 'simulate', pid: process.pid, sensors }, `Sensors: ${sensors}.`);
  const progress = new Progress(simulation.counters, clock);
  const tell = (event: string) => {
    const line = progress.take(simulation.connections);
    print({ event, ...line }, progressText(line));
  };
  const timer = setInterval(() => tell('progress'), PROGRESS_MS);
  try {
    await simulation.run();
  } finally {
    clearInterval(timer);
    tell('ended');
  }
}

function simulationOptions(command: Command): SimulationOptions {
  const credentials = command.credential === undefined ? [] : readCredentials(command.credential);
  return {
    broker: command.broker ?? credentials.find(({ url }) => url)?.url ?? USUAL_BROKER,
    authority: command['ca-file'] === undefined ? null : readAuthority(command['ca-file']),
    credentials,
    sensorsPerConnection: command['sensors-per-connection'],
    frameSamples: command['frame-samples'] ?? null,
    speedUp: command['speed-up'],
    clockSkewMs: command['clock-skew'],
    disconnectEveryS: command['disconnect-every'],
    seed: command.seed,
    lose: command.lose,
    repeat: command.repeat,
    late: command.late,
    lateBy: command['late-by'],
    damage: command.damage,
  };
}

function printer(json: boolean): (line: object, text: string) => void {
  return (line, text) => console.log(json ? JSON.stringify(line) : text);
}

/** Troubles go to standard error as they come, many connections having one word. */
let told: string | null = null;
function say(trouble: string | null, broker: string): void {
  if (trouble === told) return;
  told = trouble;
  if (trouble === null) console.error(`Connected to ${broker}.`);
  else console.error(`No connection to ${broker}: ${trouble}. Trying again.`);
}

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  console.error(describeError(error));
  if (!(error instanceof TremoloError)) console.error(error);
  else if (error.code === 'request_invalid') console.error('See: bun run simulate -- --help');
  process.exit(1);
}
