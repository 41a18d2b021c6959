import type { Alarm, AlarmCause } from '#schemas/alarms/alarm';
import { figureNames } from '#schemas/alarms/words/names-de';
import type { causes as english } from '../alarm-causes.ts';
import type { Said } from '../said.ts';
import { text } from './en.ts';

/** Names of what alarms are raised by, in German. */
export const causes: Said<typeof english> = {
  sensor: {
    clipped: 'Sensor übersteuert',
    flat: 'Sensor zeigt nichts',
    biased: 'Sensor mit Nullpunktfehler',
    noisy: 'Sensor verrauscht',
    slow_clock: 'Uhr des Sensors falsch',
  },
  system: {
    part_down: 'Ein Teil des Hubs ist ausgefallen',
    gpu_failed: 'GPU fällt aus',
    gpu_hot: 'GPU zu heiß',
    disk_nearly_full: 'Platte fast voll',
    disk_filling: 'Platte füllt sich',
    dead_letters_many: 'Viele gescheiterte Aufträge',
    agent_offline: 'Agent antwortet nicht',
    queue_long: 'Lange Warteschlange',
    store_slow: 'Datenbank langsam',
  },
  figure: figureNames,
};

const named = (names: Readonly<Record<string, string>>, what: string | null) =>
  what === null ? null : (names[what] ?? what);

/** Why there is an alarm, in a few words: "Zone D", "Außenringschaden", "Kein Signal". */
export function causeWords({ source, fault, what }: AlarmCause): string {
  switch (source) {
    case 'severity':
      return what === null ? 'Schwingung zu hoch' : `Zone ${what.replace(/^zone[ _]?/i, '')}`;
    case 'significant_change':
      return 'Gegenüber dem Ausgangswert verändert';
    case 'finding':
      return fault === null ? 'Ein Schaden' : text.fault[fault];
    case 'anomaly':
      return fault === null ? 'Ungewöhnlich laut Modell' : `${text.fault[fault]} laut Modell`;
    case 'figure':
      return named(causes.figure, what) ?? 'Ein Wert';
    case 'signal_lost':
      return 'Kein Signal';
    case 'sensor_health':
      return named(causes.sensor, what) ?? 'Sensor';
    case 'process_value':
      return what ?? 'Ein Prozesswert';
    case 'system':
      return named(causes.system, what) ?? 'Das System selbst';
  }
}

/** Where it is: the names above it and its own, from the top down. */
export function placeWords({ asset }: Pick<Alarm, 'asset'>): string {
  const { path, name, machine } = asset;
  const above = path.length > 0 ? path : machine === null ? [] : [machine];
  return above.at(-1) === name ? above.join(' › ') : [...above, name].join(' › ');
}
