/** The agent's process: settles what this machine can do, keeps the lanes alive and speaks with the hub. */
import { randomBytes } from 'node:crypto';
import type { AgentSettings } from '#schemas/config/agent-settings';
import { Agent } from './agent.ts';
import { systemClock } from './clock.ts';
import { withKeptCredential } from './config/kept-credential.ts';
import { readSettings } from './config/read-settings.ts';
import { LogTail } from './health/log-tail.ts';
import { joinHub } from './join.ts';
import { errorField, stderrLog } from './log.ts';
import { asText, checkMachine } from './preflight.ts';
import { isSupervised, RESTART_CODE, Successor } from './restart.ts';

const START_GRACE_MS = 1_000;

const tail = new LogTail(systemClock);
const log = stderrLog('agent', (json) => tail.take(json));
const started = (async () => {
  const args = process.argv.slice(2);
  const asked = readSettings(args, process.env);
  if (args.includes('--join')) {
    const { agentId } = await joinHub(args[args.indexOf('--join') + 1] ?? '', asked.dataDir);
    log('info', 'joined', { agentId });
  }
  const settings = withKeptCredential(asked);
  if (args.includes('--check')) return check(settings, args.includes('--json'));
  const epoch = `${Date.now().toString(36)}${randomBytes(4).toString('hex')}`;
  tail.hide([settings.broker.password]);
  const onOrder = (what: 'stop' | 'restart') => {
    log('info', what === 'stop' ? 'the hub says: stop' : 'the hub says: start again');
    stop(what === 'restart' ? () => startAgain(settings) : undefined);
  };
  const agent = new Agent({ settings, epoch, clock: systemClock, log, tail, onOrder });
  const ready = await agent.start();
  process.stdout.write(`${JSON.stringify({ ready: 'agent', pid: process.pid, ...ready })}\n`);
  return agent;
})();

/** Says whether this machine can carry an agent, and ends: with 0 when nothing is to be mended, else with 1. */
async function check(settings: AgentSettings, asJson: boolean): Promise<never> {
  const findings = await checkMachine(settings);
  process.stdout.write(asJson ? `${JSON.stringify(findings)}\n` : asText(findings));
  process.exit(findings.some(({ state }) => state === 'failed') ? 1 : 0);
}

/** Whoever supervises us is told to, or we do it ourselves. */
async function startAgain({ restartBy }: AgentSettings): Promise<number> {
  if (isSupervised(restartBy)) return RESTART_CODE;
  successor = new Successor();
  return successor.run();
}

let stopping = false;
let successor: Successor | null = null;
/** Ends in order; `then` is what is still to be done, and gives the code to end with. */
function stop(then: () => Promise<number> = async () => 0): void {
  successor?.stop();
  if (stopping) return;
  stopping = true;
  // One that is still starting has nothing to finish; its lanes end with it.
  Promise.race([started, Bun.sleep(START_GRACE_MS)])
    .then((agent) => agent?.stop())
    .then(then)
    .then((code) => process.exit(code))
    .catch((error) => {
      log('error', 'stopping failed', errorField(error));
      process.exit(1);
    });
}

process.on('SIGTERM', () => stop());
process.on('SIGINT', () => stop());
// Whoever started it with a channel and died can no longer stop it.
process.on('disconnect', () => stop());

started.catch((error) => {
  log('error', 'the agent cannot start', errorField(error));
  process.exit(1);
});
