import { type Signal, signal } from '@preact/signals';
import {
  type AlarmSource,
  RULE_FIGURES,
  type RuleFigure,
  type SensorProblem,
} from '#schemas/alarms/alarm-source';
import type { Expression } from '#schemas/alarms/expression';
import type { Term } from '#schemas/alarms/term';
import type { SystemConditionKind } from '#schemas/fleet/system-condition';
import type { FaultLabel, FindingSeverity } from '#schemas/readings/finding';
import { fromShownUnit, inShownUnit } from '../../../text/units.ts';

type Compared = Extract<Term, { source: 'figure' }>;

/** A condition as it stands in the form; numbers as typed, limits in the unit that the person reads. */
export interface TermDraft {
  readonly id: number;
  readonly source: Signal<AlarmSource>;
  readonly zone: Signal<'B' | 'C' | 'D'>;
  readonly faults: Signal<readonly FaultLabel[]>;
  readonly severity: Signal<FindingSeverity>;
  /** Percent. */
  readonly confidence: Signal<string>;
  readonly by: Signal<'any' | 'rule' | 'model'>;
  readonly figure: Signal<RuleFigure>;
  readonly name: Signal<string>;
  readonly take: Signal<Compared['take']>;
  readonly windowSeconds: Signal<string>;
  readonly comparison: Signal<Compared['comparison']>;
  readonly limit: Signal<string>;
  readonly deadBand: Signal<string>;
  /** Of the model’s score; kept as it is. */
  readonly scoreBand: number;
  readonly afterSeconds: Signal<string>;
  readonly problem: Signal<SensorProblem>;
  readonly kinds: Signal<readonly SystemConditionKind[]>;
  readonly systemSeverity: Signal<'any' | 'critical' | 'warning'>;
}

let nextId = 1;
/** A limit converted there and back is the same: fewer digits are taken back than were shown. */
const SHOWN_DIGITS = 6;
const TAKEN_DIGITS = 4;
const shown = (value: number, unit: string) =>
  String(Number(inShownUnit(value, unit).toPrecision(SHOWN_DIGITS)));

function taken(typed: number, unit: string): number {
  const value = fromShownUnit(typed, unit);
  return value === typed ? typed : Number(value.toPrecision(TAKEN_DIGITS));
}

/** Of the limit; how many times something is the usual has no unit. */
export function unitOf(figure: RuleFigure, take: Compared['take']): string {
  return take === 'ratio' ? '' : RULE_FIGURES[figure];
}

/** What the form begins with: the condition, or what most rules ask for. */
export function termDraft(term: Term = { source: 'severity', atLeast: 'C' }): TermDraft {
  const { source } = term;
  const compared = source === 'figure' || source === 'process_value' ? term : null;
  const unit = source === 'figure' ? unitOf(term.figure, term.take) : '';
  const finding = source === 'finding' ? term : null;
  const anomaly = source === 'anomaly' ? term : null;
  const percent = finding?.minConfidence ?? anomaly?.limit ?? 0;
  return {
    id: nextId++,
    source: signal(source),
    zone: signal(source === 'severity' ? term.atLeast : 'C'),
    faults: signal(finding?.faults ?? anomaly?.faults ?? []),
    severity: signal(finding?.atLeast ?? 'warning'),
    confidence: signal(String(Math.round(percent * 100))),
    by: signal(finding?.by ?? 'any'),
    figure: signal(source === 'figure' ? term.figure : 'velocityMmS'),
    name: signal(source === 'process_value' ? term.name : ''),
    take: signal(compared?.take ?? 'last'),
    windowSeconds: signal(String(compared?.windowSeconds ?? 60)),
    comparison: signal(compared?.comparison ?? 'above'),
    limit: signal(compared === null ? '' : shown(compared.limit, unit)),
    deadBand: signal(compared === null ? '0' : shown(compared.deadBand, unit)),
    scoreBand: anomaly?.deadBand ?? 0.1,
    afterSeconds: signal(String(source === 'signal_lost' ? term.afterSeconds : 30)),
    problem: signal(source === 'sensor_health' ? term.problem : 'flat'),
    kinds: signal(source === 'system' ? term.kinds : []),
    systemSeverity: signal(source === 'system' ? term.severity : 'any'),
  };
}

const numberOf = (typed: Signal<string>) =>
  typed.value.trim() === '' ? Number.NaN : Number(typed.value);

/** The condition as the hub wants it; what is not typed yet is no number, which the check refuses. */
export function termOf(draft: TermDraft): unknown {
  const source = draft.source.value;
  const share = numberOf(draft.confidence) / 100;
  const faults = draft.faults.value;
  switch (source) {
    case 'severity':
      return { source, atLeast: draft.zone.value };
    case 'significant_change':
      return { source };
    case 'finding':
      return {
        ...{ source, faults, atLeast: draft.severity.value },
        ...{ minConfidence: share, by: draft.by.value },
      };
    case 'anomaly':
      return { source, faults, limit: share, deadBand: draft.scoreBand };
    case 'figure':
      return {
        source,
        figure: draft.figure.value,
        ...comparedOf(draft, unitOf(draft.figure.value, draft.take.value)),
      };
    case 'process_value':
      return { source, name: draft.name.value, ...comparedOf(draft, '') };
    case 'signal_lost':
      return { source, afterSeconds: numberOf(draft.afterSeconds) };
    case 'sensor_health':
      return { source, problem: draft.problem.value };
    case 'system':
      return { source, kinds: draft.kinds.value, severity: draft.systemSeverity.value };
  }
}

function comparedOf(draft: TermDraft, unit: string) {
  const take = draft.take.value;
  const inUnit = (typed: Signal<string>) => taken(numberOf(typed), unit);
  return {
    take,
    windowSeconds: take === 'last' ? 0 : numberOf(draft.windowSeconds),
    comparison: draft.comparison.value,
    limit: inUnit(draft.limit),
    deadBand: inUnit(draft.deadBand),
  };
}

/** How the conditions of a rule are joined; null: in two levels, which the form shows and does not change. */
export function flatTerms(
  when: Expression,
): { joint: 'all' | 'any'; terms: readonly Term[] } | null {
  if ('source' in when) return { joint: 'all', terms: [when] };
  const joint = 'all' in when ? 'all' : 'any';
  const inner = 'all' in when ? when.all : when.any;
  const terms = inner.filter((one): one is Term => 'source' in one);
  return terms.length === inner.length ? { joint, terms } : null;
}
