import { LOSS_COUNTERS, type LossCounters } from '#schemas/broker/messages';

/** Counters at zero. */
export function newLosses(): LossCounters {
  return Object.fromEntries(LOSS_COUNTERS.map((name) => [name, 0])) as LossCounters;
}

/** Adds `from` to `into`, counter by counter. */
export function addLosses(into: LossCounters, from: LossCounters): void {
  for (const name of LOSS_COUNTERS) into[name] += from[name];
}
