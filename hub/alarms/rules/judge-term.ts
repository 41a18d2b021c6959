import type { Term } from '#schemas/alarms/term';
import { SYSTEM_CONDITION_KINDS } from '#schemas/fleet/system-condition';
import {
  FAULT_LABELS,
  type FaultLabel,
  type Finding,
  type FindingSeverity,
  type Zone,
} from '#schemas/readings/finding';
import type { Facts } from './facts.ts';
import { hasProblem } from './sensor-limits.ts';
import type { UsualValue } from './usual-values.ts';
import { ValueWindow } from './value-window.ts';

const SEVERITIES: readonly FindingSeverity[] = ['advisory', 'warning', 'danger'];
const ZONES: readonly Zone[] = ['A', 'B', 'C', 'D'];

/** What is remembered of one term on one thing: whether it held last, for its dead band, and its window. */
export class TermMemory {
  holds = false;
  /** What was compared last: the value itself, or what its window or its past makes of it. */
  compared: number | null = null;
  readonly window: ValueWindow | null;
  readonly #usual: UsualValue | null;
  #addedMs = Number.NEGATIVE_INFINITY;

  constructor(term: Term, usualOf: UsualOf) {
    const take = 'take' in term ? term.take : 'last';
    const seconds = 'take' in term ? term.windowSeconds : 0;
    this.window = take === 'last' || take === 'ratio' ? null : new ValueWindow(seconds);
    this.#usual = take === 'ratio' ? usualOf(figureOf(term), seconds) : null;
  }

  /** Lets it be known what is usual; while the machine stands nothing is. */
  learn(atMs: number, value: number): void {
    this.#usual?.learn(atMs, value);
  }

  /** The value to compare: the newest, or what the window makes of all. The same reading counts once. */
  take(term: Compared, atMs: number, value: number): number | null {
    this.compared = this.#take(term, atMs, value);
    return this.compared;
  }

  #take(term: Compared, atMs: number, value: number): number | null {
    if (this.#usual !== null) return this.#usual.ratio(value);
    if (this.window === null || term.take === 'last' || term.take === 'ratio') return value;
    if (atMs !== this.#addedMs) this.window.add(atMs, value);
    this.#addedMs = atMs;
    return this.window.value(term.take);
  }
}

/** Gives what is usual of a figure of one thing. */
export type UsualOf = (figure: string, windowSeconds: number) => UsualValue;

function figureOf(term: Term): string {
  if (term.source === 'figure') return term.figure;
  return term.source === 'process_value' ? term.name : '';
}

/** Below this velocity nothing runs, and nothing is usual. */
const RUNS_MM_S = 0.1;

type Compared = Extract<Term, { source: 'figure' | 'process_value' }>;

/** Whether the term holds; null: it cannot be told now, and nothing changes for it. */
export function judgeTerm(term: Term, memory: TermMemory, facts: Facts): boolean | null {
  const truth = judge(term, memory, facts);
  if (truth !== null) memory.holds = truth;
  return truth;
}

function judge(term: Term, memory: TermMemory, facts: Facts): boolean | null {
  switch (term.source) {
    case 'signal_lost':
      return facts.silentMs === null ? null : facts.silentMs >= term.afterSeconds * 1_000;
    case 'process_value': {
      const reading = facts.valueOf(term.name);
      if (reading === null || reading.value === null) return null;
      memory.learn(reading.atMs, reading.value);
      return compare(term, memory, memory.take(term, reading.atMs, reading.value));
    }
    case 'system':
      return facts.condition !== null && isOfKind(term, facts);
    default:
      return judgeReading(term, memory, facts);
  }
}

type OfReading = Exclude<Term, { source: 'signal_lost' | 'process_value' | 'system' }>;

function judgeReading(term: OfReading, memory: TermMemory, facts: Facts): boolean | null {
  const { reading } = facts;
  if (reading === null) return null;
  const { verdict, figures, scores, health, atMs } = reading;
  // Until its context is filled again an agent cannot know; what stood before still stands.
  const isWarming = verdict.condition === 'warming';
  const { severity } = verdict;
  switch (term.source) {
    case 'severity':
      if (isWarming) return null;
      return severity.graded && ZONES.indexOf(severity.zone) >= ZONES.indexOf(term.atLeast);
    case 'significant_change':
      return isWarming ? null : severity.graded && severity.significantChange;
    case 'finding':
      return isWarming ? null : findingOf(term, verdict.findings) !== null;
    case 'anomaly': {
      if (scores === null || scores === undefined) return null;
      const { score } = highestScore(term.faults, scores);
      return score >= (memory.holds ? term.limit - term.deadBand : term.limit);
    }
    case 'figure': {
      const value = figures[term.figure];
      const runs = (figures.velocityMmS ?? RUNS_MM_S) >= RUNS_MM_S;
      if (value !== null && runs && !isWarming) memory.learn(atMs, value);
      return value === null ? null : compare(term, memory, memory.take(term, atMs, value));
    }
    case 'sensor_health':
      return health === undefined ? null : hasProblem(term.problem, health, memory.holds);
  }
}

function compare(term: Compared, memory: TermMemory, value: number | null): boolean | null {
  if (value === null) return null;
  const { comparison, limit, deadBand } = term;
  const slack = memory.holds ? deadBand : 0;
  return comparison === 'above' ? value > limit - slack : value < limit + slack;
}

/** The finding that makes the term hold, the worst first; null: there is none. */
export function findingOf(
  term: Extract<Term, { source: 'finding' }>,
  findings: readonly Finding[],
): Finding | null {
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  const least = SEVERITIES.indexOf(term.atLeast);
  let worst: Finding | null = null;
  for (const one of findings) {
    if (rank(one) < least || one.confidence < term.minConfidence) continue;
    if (term.faults.length > 0 && !term.faults.includes(one.fault)) continue;
    if (term.by !== 'any' && one.source !== term.by) continue;
    if (worst === null || rank(one) > rank(worst)) worst = one;
  }
  return worst;
}

/** The fault that the model gives the highest probability among those that are asked for; none named: among all. */
export function highestScore(
  faults: readonly FaultLabel[],
  scores: readonly number[],
): { fault: FaultLabel; score: number } {
  const asked = faults.length === 0 ? FAULT_LABELS : faults;
  return asked
    .map((fault) => ({ fault, score: scores[FAULT_LABELS.indexOf(fault)] ?? 0 }))
    .reduce((best, one) => (one.score > best.score ? one : best));
}

function isOfKind(term: Extract<Term, { source: 'system' }>, { condition }: Facts): boolean {
  if (condition === null) return false;
  const { kind } = condition;
  if (term.kinds.length > 0 && !term.kinds.includes(kind)) return false;
  return term.severity === 'any' || SYSTEM_CONDITION_KINDS[kind].severity === term.severity;
}
