import { type AlarmSource, RULE_FIGURES, type SensorProblem } from '#schemas/alarms/alarm-source';
import type { EscalationChannel } from '#schemas/alarms/escalation';
import type { Expression, Inner } from '#schemas/alarms/expression';
import type { AlarmPriority, Consequence, TimeToRespond } from '#schemas/alarms/priority';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { Term } from '#schemas/alarms/term';
import type { FindingSeverity } from '#schemas/readings/finding';
import { causes } from './alarm-causes.ts';
import { text } from './en.ts';
import { many } from './many.ts';
import { plain } from './numbers.ts';

/** Seconds as a person says them in a rule: "10 s", "5 min", "2 h". */
export function seconds(value: number): string {
  if (value !== 0 && value % 3_600 === 0) return `${value / 3_600} h`;
  if (value !== 0 && value % 60 === 0) return `${value / 60} min`;
  return `${plain(value)} s`;
}

const SEVERITY: Readonly<Record<FindingSeverity, string>> = {
  advisory: 'advisory or worse',
  warning: 'warning or worse',
  danger: 'danger',
};
const SENSOR: Readonly<Record<SensorProblem, string>> = {
  clipped: 'the sensor is overdriven',
  flat: 'the sensor shows nothing but a flat line',
  biased: 'the sensor has drifted off its zero',
  noisy: 'the sensor is noisy',
  slow_clock: 'the sensor’s clock runs wrong',
};
const TAKES = {
  last: '',
  mean: 'mean ',
  max: 'highest ',
  min: 'lowest ',
  rate: '',
  ratio: '',
} as const;
const TO_BE = { above: 'is above', below: 'is below' } as const;
const TO_CHANGE = { above: 'rises by more than', below: 'falls by more than' } as const;

const listed = (words: readonly string[], joint: 'and' | 'or') =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;

const faultWords = (faults: readonly (keyof typeof text.fault)[]) =>
  faults.length === 0
    ? 'any fault'
    : listed(
        faults.map((one) => text.fault[one].toLowerCase()),
        'or',
      );

function comparedWords(
  what: string,
  unit: string,
  { take, windowSeconds, comparison, limit }: Extract<Term, { source: 'figure' }>,
): string {
  const amount = `${plain(take === 'rate' ? Math.abs(limit) : limit)} ${unit}`.trimEnd();
  const over = windowSeconds > 0 ? ` over ${seconds(windowSeconds)}` : '';
  if (take === 'rate') {
    return `${what} ${TO_CHANGE[comparison]} ${amount} a minute${over}`;
  }
  // A multiple has no unit.
  if (take === 'ratio') {
    return `${what}${over} ${TO_BE[comparison]} ${plain(limit)} times what is usual`;
  }
  return `${TAKES[take]}${what} ${TO_BE[comparison]} ${amount}${over}`;
}

/** One term as a part of a sentence: "the zone is C or worse". */
export function termWords(term: Term): string {
  switch (term.source) {
    case 'severity':
      return term.atLeast === 'D' ? 'the zone is D' : `the zone is ${term.atLeast} or worse`;
    case 'significant_change':
      return 'vibration has changed from its baseline';
    case 'finding': {
      const by = term.by === 'any' ? '' : ` by the ${term.by === 'rule' ? 'rules' : 'model'}`;
      const sure =
        term.minConfidence > 0 ? `, at least ${Math.round(term.minConfidence * 100)} % sure` : '';
      return `${faultWords(term.faults)} is found${by} (${SEVERITY[term.atLeast]}${sure})`;
    }
    case 'anomaly':
      return `the model gives ${faultWords(term.faults)} at least ${Math.round(term.limit * 100)} %`;
    case 'figure':
      return comparedWords(
        causes.figure[term.figure].toLowerCase(),
        RULE_FIGURES[term.figure],
        term,
      );
    case 'signal_lost':
      return `nothing is heard for ${seconds(term.afterSeconds)}`;
    case 'sensor_health':
      return SENSOR[term.problem];
    case 'process_value':
      return comparedWords(`“${term.name}”`, '', {
        ...term,
        source: 'figure',
        figure: 'velocityMmS',
      });
    case 'system': {
      if (term.kinds.length > 0) {
        return `Tremolo itself reports: ${listed(
          term.kinds.map((one) => causes.system[one].toLowerCase()),
          'or',
        )}`;
      }
      return term.severity === 'any'
        ? 'anything is wrong with Tremolo itself'
        : `something ${term.severity} is wrong with Tremolo itself`;
    }
  }
}

/** The whole of what a rule asks, as a part of a sentence. */
export function expressionWords(expression: Expression): string {
  if ('source' in expression) return termWords(expression);
  const [parts, joint] =
    'all' in expression ? [expression.all, 'and' as const] : [expression.any, 'or' as const];
  return parts.map(innerWords).join(` ${joint} `);
}

const innerWords = (inner: Inner) =>
  'source' in inner ? termWords(inner) : `(${expressionWords(inner)})`;

/** Names by id, for what a rule refers to. */
export type NameOf = (id: string) => string;

/** Where it holds: "on all pumps of Line 2". */
export function scopeWords({ scope }: Pick<AlarmRule, 'scope'>, nameOf: NameOf): string {
  const { nodeIds, tags, machineKinds, pointIds } = scope;
  const places = [
    ...nodeIds.map(nameOf),
    ...tags.map((tag) => `what is tagged ${tag}`),
    ...(pointIds.length > 3 ? [many(pointIds.length, 'point')] : pointIds.map(nameOf)),
  ];
  const kinds = machineKinds.map((kind) => `${ruleWords.machineKind(kind)}s`);
  if (kinds.length === 0) {
    return places.length === 0 ? 'everywhere' : `on all of ${listed(places, 'and')}`;
  }
  const which = `on all ${listed(kinds, 'and')}`;
  return places.length === 0 ? which : `${which} of ${listed(places, 'and')}`;
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
    `When ${expressionWords(when)}${onDelaySeconds > 0 ? ` for ${seconds(onDelaySeconds)}` : ''}`,
    machineState === 'any' ? null : ruleWords.machineStates[machineState],
    schedule === null ? null : 'at the times of its schedule',
    scopeWords(rule, nameOf),
    `raise ${priority}, one alarm for each ${per}`,
    isLatching ? 'kept until it is reset' : null,
  ];
  return `${parts.filter((one) => one !== null).join(', ')}.`;
}

/** Words about the rules of alarms, escalation, shifts and procedures, in English. */
export const ruleWords = {
  machineKind: (kind: string) => kind.replaceAll('_', ' '),
  machineStates: {
    any: 'at any time',
    running: 'only while the machine runs',
    stopped: 'only while the machine stands still',
  },
  sources: {
    severity: 'Zone of ISO 20816',
    significant_change: 'Change from the baseline',
    finding: 'A fault that is found',
    anomaly: 'Score of the model',
    figure: 'A figure against a limit',
    signal_lost: 'Loss of signal',
    sensor_health: 'Health of the sensor',
    process_value: 'A process value against a limit',
    system: 'Tremolo itself',
  } satisfies Record<AlarmSource, string>,
  consequences: {
    minor: 'Minor: a nuisance',
    moderate: 'Moderate: repair at the next stop',
    major: 'Major: production stops',
    severe: 'Severe: people or the machine are at risk',
  } satisfies Record<Consequence, string>,
  times: {
    minutes: 'Minutes',
    hour: 'An hour',
    shift: 'This shift',
    days: 'Days',
  } satisfies Record<TimeToRespond, string>,
  channels: {
    in_app: 'In the app',
    email: 'E-mail',
    push: 'Push',
    slack: 'Slack',
  } satisfies Record<EscalationChannel, string>,
} as const;
