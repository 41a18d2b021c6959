import { RULE_FIGURES, type SensorProblem } from '#schemas/alarms/alarm-source';
import type { Expression, Inner } from '#schemas/alarms/expression';
import type { AlarmPriority } from '#schemas/alarms/priority';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { Term } from '#schemas/alarms/term';
import type { FindingSeverity } from '#schemas/readings/finding';
import { type ruleWords as english, type NameOf, seconds } from '../alarm-rules.ts';
import { plain } from '../numbers.ts';
import type { Said } from '../said.ts';
import { causes } from './alarm-causes.ts';
import { alarmSigns } from './alarm-signs.ts';
import { text } from './en.ts';
import { many } from './many.ts';
import { machineWords } from './plant-machine.ts';

export { type NameOf, seconds } from '../alarm-rules.ts';

const SEVERITY: Readonly<Record<FindingSeverity, string>> = {
  advisory: 'Hinweis oder schlimmer',
  warning: 'Warnung oder schlimmer',
  danger: 'Gefahr',
};
const SENSOR: Readonly<Record<SensorProblem, string>> = {
  clipped: 'der Sensor übersteuert ist',
  flat: 'der Sensor nur eine flache Linie zeigt',
  biased: 'der Sensor von seinem Nullpunkt abgewichen ist',
  noisy: 'der Sensor verrauscht ist',
  slow_clock: 'die Uhr des Sensors falsch geht',
};
const TAKES = {
  last: '',
  mean: 'Mittel: ',
  max: 'Höchstwert: ',
  min: 'Tiefstwert: ',
  rate: '',
  ratio: '',
};

const listed = (words: readonly string[], joint: 'und' | 'oder') =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;

const faultWords = (faults: readonly (keyof typeof text.fault)[]) =>
  faults.length === 0
    ? 'irgendein Schaden'
    : listed(
        faults.map((one) => text.fault[one]),
        'oder',
      );

function comparedWords(
  what: string,
  unit: string,
  { take, windowSeconds, comparison, limit }: Extract<Term, { source: 'figure' }>,
): string {
  const amount = `${plain(take === 'rate' ? Math.abs(limit) : limit)} ${unit}`.trimEnd();
  const over = windowSeconds > 0 ? ` über ${seconds(windowSeconds)}` : '';
  if (take === 'rate') {
    return `${what}${over} um mehr als ${amount} je Minute ${comparison === 'above' ? 'steigt' : 'fällt'}`;
  }
  if (take === 'ratio') {
    return `${what}${over} ${comparison === 'above' ? 'über' : 'unter'} dem ${plain(limit)}-Fachen des Üblichen liegt`;
  }
  return `${TAKES[take]}${what}${over} ${comparison === 'above' ? 'über' : 'unter'} ${amount} liegt`;
}

/** One term as a part of a sentence after "wenn": "die Zone C oder schlechter ist". */
export function termWords(term: Term): string {
  switch (term.source) {
    case 'severity':
      return term.atLeast === 'D'
        ? 'die Zone D ist'
        : `die Zone ${term.atLeast} oder schlechter ist`;
    case 'significant_change':
      return 'die Schwingung sich gegenüber dem Ausgangswert verändert hat';
    case 'finding': {
      const by = term.by === 'any' ? '' : term.by === 'rule' ? ' von den Regeln' : ' vom Modell';
      const sure =
        term.minConfidence > 0
          ? `, mindestens ${Math.round(term.minConfidence * 100)} % sicher`
          : '';
      return `${faultWords(term.faults)}${by} gefunden wird (${SEVERITY[term.atLeast]}${sure})`;
    }
    case 'anomaly':
      return `das Modell für ${faultWords(term.faults)} mindestens ${Math.round(term.limit * 100)} % gibt`;
    case 'figure':
      return comparedWords(causes.figure[term.figure], RULE_FIGURES[term.figure], term);
    case 'signal_lost':
      return `${seconds(term.afterSeconds)} lang nichts zu hören ist`;
    case 'sensor_health':
      return SENSOR[term.problem];
    case 'process_value':
      return comparedWords(`„${term.name}“`, '', {
        ...term,
        source: 'figure',
        figure: 'velocityMmS',
      });
    case 'system':
      if (term.kinds.length > 0) {
        return `Tremolo selbst meldet: ${listed(
          term.kinds.map((one) => causes.system[one]),
          'oder',
        )}`;
      }
      return term.severity === 'any'
        ? 'mit Tremolo selbst etwas nicht stimmt'
        : `mit Tremolo selbst etwas nicht stimmt (${term.severity === 'critical' ? 'kritisch' : 'Warnung'})`;
  }
}

/** The whole of what a rule asks, as a part of a sentence. */
export function expressionWords(expression: Expression): string {
  if ('source' in expression) return termWords(expression);
  const [parts, joint] =
    'all' in expression ? [expression.all, 'und' as const] : [expression.any, 'oder' as const];
  return parts.map(innerWords).join(` ${joint} `);
}

const innerWords = (inner: Inner) =>
  'source' in inner ? termWords(inner) : `(${expressionWords(inner)})`;

/** Where it holds: "für alle von: Linie 2". */
export function scopeWords({ scope }: Pick<AlarmRule, 'scope'>, nameOf: NameOf): string {
  const { nodeIds, tags, machineKinds, pointIds } = scope;
  const places = [
    ...nodeIds.map(nameOf),
    ...tags.map((tag) => `was das Schlagwort ${tag} hat`),
    ...(pointIds.length > 3
      ? [many(pointIds.length, 'Messstelle', 'Messstellen')]
      : pointIds.map(nameOf)),
  ];
  const kinds = machineKinds.map(ruleWords.machineKind);
  if (kinds.length === 0) {
    return places.length === 0 ? 'überall' : `an allem von ${listed(places, 'und')}`;
  }
  const which = `an Maschinen der Art ${listed(kinds, 'und')}`;
  return places.length === 0 ? which : `${which} von ${listed(places, 'und')}`;
}

/** The rule as one sentence: what a person reads before it is saved. */
export function ruleSentence(
  rule: Pick<
    AlarmRule,
    'when' | 'onDelaySeconds' | 'machineState' | 'scope' | 'per' | 'isLatching' | 'schedule'
  > & { readonly priority: AlarmPriority },
  nameOf: NameOf,
): string {
  const { when, onDelaySeconds, machineState, per, isLatching, schedule, priority } = rule;
  const parts = [
    `Wenn ${expressionWords(when)}${onDelaySeconds > 0 ? `, und das ${seconds(onDelaySeconds)} lang` : ''}`,
    machineState === 'any' ? null : ruleWords.machineStates[machineState],
    schedule === null ? null : 'zu den Zeiten ihres Plans',
    scopeWords(rule, nameOf),
    `Alarm mit Priorität ${alarmSigns.priorities[priority]}, einer je ${per === 'machine' ? 'Maschine' : 'Messstelle'}`,
    isLatching ? 'gehalten bis zum Rücksetzen' : null,
  ];
  return `${parts.filter((one) => one !== null).join(', ')}.`;
}

/** Words about the rules of alarms, escalation, shifts and procedures, in German. */
export const ruleWords: Said<typeof english> = {
  machineKind: (kind) => (machineWords.kinds as Readonly<Record<string, string>>)[kind] ?? kind,
  machineStates: {
    any: 'jederzeit',
    running: 'nur während die Maschine läuft',
    stopped: 'nur während die Maschine steht',
  },
  sources: {
    severity: 'Zone nach ISO 20816',
    significant_change: 'Änderung gegenüber dem Ausgangswert',
    finding: 'Ein gefundener Schaden',
    anomaly: 'Wert des Modells',
    figure: 'Ein Wert gegen eine Grenze',
    signal_lost: 'Signalausfall',
    sensor_health: 'Zustand des Sensors',
    process_value: 'Ein Prozesswert gegen eine Grenze',
    system: 'Tremolo selbst',
  },
  consequences: {
    minor: 'Gering: lästig',
    moderate: 'Mäßig: beim nächsten Halt beheben',
    major: 'Groß: Die Produktion steht',
    severe: 'Schwer: Menschen oder die Maschine sind in Gefahr',
  },
  times: { minutes: 'Minuten', hour: 'Eine Stunde', shift: 'Diese Schicht', days: 'Tage' },
  channels: { in_app: 'In der App', email: 'E-Mail', push: 'Push', slack: 'Slack' },
};
