import type { AgentTrouble } from '#schemas/http/agent-trouble';
import type { AgentRuns } from './agent-runs.ts';
import type { ClockWatch } from './clock-watch.ts';

const NO_NAME = 'a machine without a name';
const HOSTS_MAX = 8;

/** What is wrong with an agent although it answers. */
export function agentTroubles(
  runs: AgentRuns,
  clock: ClockWatch,
  { nowMs, hubVersion }: { nowMs: number; hubVersion: string },
): AgentTrouble[] {
  const troubles: AgentTrouble[] = [];
  const others = runs.others(nowMs).slice(0, HOSTS_MAX);
  if (others.length > 0) {
    troubles.push({
      code: 'two_with_one_identity',
      host: runs.charge?.description?.host ?? NO_NAME,
      others: others.map(({ description }) => description?.host ?? NO_NAME),
    });
  }
  const { offMs } = clock;
  if (clock.isOff && offMs !== null) troubles.push({ code: 'clock_off', offMs });
  const version = runs.charge?.description?.version;
  const order = version === undefined ? 0 : Math.sign(compareVersions(version, hubVersion));
  if (version !== undefined && order !== 0) {
    troubles.push({ code: order < 0 ? 'version_old' : 'version_new', version, hubVersion });
  }
  return troubles;
}

/** Negative where the first is older. What follows the three numbers is of no account. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => /^(\d+)\.(\d+)\.(\d+)/.exec(text));
  if (a == null || b == null) return 0;
  for (let i = 1; i <= 3; i++) {
    const difference = Number(a[i]) - Number(b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}
