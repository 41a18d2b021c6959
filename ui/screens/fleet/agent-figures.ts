import { LOSS_COUNTERS } from '#schemas/broker/messages';
import type { AgentState } from '#schemas/http/system';
import { fleet as words } from '../../text/fleet.ts';
import { count } from '../../text/numbers.ts';

/** Counted, but nothing is gone. */
const HARMLESS = 'framesRepeated';

/** What its lanes lost since it started; null: it was not heard. */
export function lossesOf({ heartbeat }: AgentState): number | null {
  if (heartbeat === null) return null;
  const counters = LOSS_COUNTERS.filter((name) => name !== HARMLESS);
  return heartbeat.lanes.reduce(
    (sum, { losses }) => counters.reduce((lost, name) => lost + losses[name], sum),
    0,
  );
}

/** Jobs that it has now. */
export const jobsOf = ({ heartbeat }: AgentState) => heartbeat?.jobs?.length ?? 0;

/** "120 of 16 400 windows/s". */
export function loadWords({ loadWindowsPerSecond, description }: AgentState): string {
  const load = count(loadWindowsPerSecond);
  if (description === null) return load;
  return words.loadOf(load, count(description.capacityWindowsPerSecond));
}

/** How much of what it could carry it carries, 0…1; null: that is not known. */
export function loadShareOf({ loadWindowsPerSecond, description }: AgentState): number | null {
  return description === null ? null : loadWindowsPerSecond / description.capacityWindowsPerSecond;
}

/** "1 of 2" jobs at once; null: it does none. */
export function jobWords(agent: AgentState): string | null {
  const { description, operation } = agent;
  if (description?.jobs === undefined) return null;
  const { slots } = description.jobs;
  return words.slots(jobsOf(agent), Math.min(slots, operation.limits.slots ?? slots));
}

/** Its own labels and those that people gave it. */
export function labelsOf({ description, operation }: AgentState): string[] {
  return [...new Set([...(description?.jobs?.labels ?? []), ...operation.limits.labels])];
}
