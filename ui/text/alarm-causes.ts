import type { Alarm, AlarmCause } from '#schemas/alarms/alarm';
import type { SensorProblem } from '#schemas/alarms/alarm-source';
import { figureNames } from '#schemas/alarms/words/names-en';
import type { SystemConditionKind } from '#schemas/fleet/system-condition';
import { text } from './en.ts';

const SENSOR: Readonly<Record<SensorProblem, string>> = {
  clipped: 'Sensor overdriven',
  flat: 'Sensor shows nothing',
  biased: 'Sensor offset',
  noisy: 'Sensor noisy',
  slow_clock: 'Sensor clock off',
};

const SYSTEM: Readonly<Record<SystemConditionKind, string>> = {
  part_down: 'A part of the hub is down',
  gpu_failed: 'GPU fails',
  gpu_hot: 'GPU too hot',
  disk_nearly_full: 'Disk nearly full',
  disk_filling: 'Disk fills up',
  dead_letters_many: 'Many dead letters',
  agent_offline: 'Agent does not answer',
  queue_long: 'Long queue of jobs',
  store_slow: 'Database slow',
};

/** Names of what alarms are raised by, in English. */
export const causes = { sensor: SENSOR, system: SYSTEM, figure: figureNames } as const;

const named = (names: Readonly<Record<string, string>>, what: string | null) =>
  what === null ? null : (names[what] ?? what);

/** Why there is an alarm, in a few words: "Zone D", "Outer race damage", "No signal". */
export function causeWords({ source, fault, what }: AlarmCause): string {
  switch (source) {
    case 'severity':
      return what === null ? 'Vibration too high' : `Zone ${what.replace(/^zone[ _]?/i, '')}`;
    case 'significant_change':
      return 'Changed from its baseline';
    case 'finding':
      return fault === null ? 'A fault' : text.fault[fault];
    case 'anomaly':
      return fault === null ? 'Unusual, says the model' : `${text.fault[fault]}, says the model`;
    case 'figure':
      return named(figureNames, what) ?? 'A figure';
    case 'signal_lost':
      return 'No signal';
    case 'sensor_health':
      return named(SENSOR, what) ?? 'Sensor';
    case 'process_value':
      return what ?? 'A process value';
    case 'system':
      return named(SYSTEM, what) ?? 'The system itself';
  }
}

/** Where it is: the names above it and its own, from the top down. */
export function placeWords({ asset }: Pick<Alarm, 'asset'>): string {
  const { path, name, machine } = asset;
  const above = path.length > 0 ? path : machine === null ? [] : [machine];
  return above.at(-1) === name ? above.join(' › ') : [...above, name].join(' › ');
}
