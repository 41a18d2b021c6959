import type { AlarmCause } from '#schemas/alarms/alarm';
import {
  type AlarmSource,
  SENSOR_PROBLEMS,
  type SensorProblem,
} from '#schemas/alarms/alarm-source';
import type { FaultLabel } from '#schemas/readings/finding';

/** What to do about one kind of cause: what a person at the machine can look at first, then what to plan. */
export interface Advice {
  readonly title: string;
  readonly steps: readonly string[];
}

/** What Tremolo itself advises, in one language. */
export interface AdviceWords {
  readonly fault: Readonly<Record<FaultLabel, Advice>>;
  /** Where no fault is named, by where the alarm comes from. */
  readonly source: Readonly<Record<AlarmSource, Advice>>;
  /** What else to do about each problem of a sensor. */
  readonly sensor: Readonly<Record<SensorProblem, readonly string[]>>;
}

/** What to do about an alarm of this cause. */
export function builtInAdvice(
  words: AdviceWords,
  { source, fault, what }: AlarmCause,
): { title: string; steps: string[] } {
  const { title, steps } = fault === null ? words.source[source] : words.fault[fault];
  const problem = SENSOR_PROBLEMS.find((one) => source === 'sensor_health' && one === what);
  return { title, steps: [...steps, ...(problem === undefined ? [] : words.sensor[problem])] };
}
