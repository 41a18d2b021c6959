import type { AlarmCause, AlarmEvidence } from '#schemas/alarms/alarm';
import { type Expression, termsOf } from '#schemas/alarms/expression';
import { RULE_FIGURES, type Term } from '#schemas/alarms/term';
import type { PointId } from '#schemas/ids/ids';
import type { Facts } from './facts.ts';
import type { RuleMemory } from './judge-rule.ts';
import { findingOf, highestScore } from './judge-term.ts';
import { SENSOR_LIMITS } from './sensor-limits.ts';

/** Why a rule holds now: the cause to group by, and what was measured. */
export interface Why {
  readonly cause: AlarmCause;
  readonly evidence: AlarmEvidence;
}

const SAYS_MAX = 400;
const PROBLEM_SAYS = {
  clipped: 'The signal is cut off at the ends of the sensor’s range',
  flat: 'The sensor gives the same value all the time',
  biased: 'The sensor’s zero has moved',
  noisy: 'The signal is little but noise',
  slow_clock: 'The sensor samples at another rate than it says',
} as const;

/** Tells of the first term that holds; of terms joined by and, what each of them says. */
export function sayWhy(
  expression: Expression,
  memory: RuleMemory,
  facts: Facts,
  at: { nowMs: number; pointId: PointId | null },
): Why {
  const all = termsOf(expression).map((term, i) => ({ term, memory: memory[i] }));
  const held = all.filter((one) => one.memory.holds);
  const terms = held.length > 0 ? held : all.slice(0, 1);
  const told = terms.map((one) => tell(one.term, one.memory.compared, facts));
  const first = told[0];
  const isJoined = 'all' in expression;
  const says = (isJoined ? told : told.slice(0, 1)).map((one) => one.says).join(' ');
  return {
    cause: { source: terms[0].term.source, fault: first.fault ?? null, what: first.what ?? null },
    evidence: {
      says: says.slice(0, SAYS_MAX),
      value: first.value ?? null,
      limit: first.limit ?? null,
      unit: first.unit ?? null,
      atMs: facts.reading?.atMs ?? at.nowMs,
      pointId: at.pointId,
      lines: [...(first.lines ?? [])],
    },
  };
}

interface Told {
  readonly says: string;
  readonly fault?: AlarmCause['fault'];
  readonly what?: string;
  readonly value?: number | null;
  readonly limit?: number;
  readonly unit?: string;
  readonly lines?: AlarmEvidence['lines'];
}

function tell(term: Term, compared: number | null, facts: Facts): Told {
  const { reading } = facts;
  switch (term.source) {
    case 'severity': {
      const severity = reading?.verdict.severity;
      const zone = severity?.graded ? severity.zone : term.atLeast;
      const value = reading?.figures.velocityMmS ?? null;
      const says = `Zone ${zone}: ${rounded(value)} mm/s r.m.s.`;
      return { says, what: `zone_${zone}`, value, unit: 'mm/s' };
    }
    case 'significant_change': {
      const value = reading?.figures.velocityMmS ?? null;
      const says = `${rounded(value)} mm/s r.m.s.: changed from its baseline by more than 25 % of the limit between zones B and C.`;
      return { says, value, unit: 'mm/s' };
    }
    case 'finding': {
      const found = findingOf(term, reading?.verdict.findings ?? []);
      const says = reading?.verdict.why ?? '';
      if (found === null) return { says };
      const { fault, confidence, evidence } = found;
      return { says, fault, value: confidence, unit: 'confidence', lines: evidence };
    }
    case 'anomaly': {
      const { fault, score } = highestScore(term.faults, reading?.scores ?? []);
      const says = `The model gives this a probability of ${Math.round(score * 100)} %.`;
      return { says, fault, value: score, limit: term.limit, unit: 'probability' };
    }
    case 'figure': {
      const unit = RULE_FIGURES[term.figure];
      return { ...sayCompared(term.figure, term, compared, unit), what: term.figure };
    }
    case 'process_value': {
      const unit = facts.valueOf(term.name)?.unit ?? '';
      return { ...sayCompared(term.name, term, compared, unit), what: term.name };
    }
    case 'signal_lost': {
      const seconds = Math.round((facts.silentMs ?? 0) / 1_000);
      const says = `Nothing was heard for ${seconds} s.`;
      return { says, value: seconds, limit: term.afterSeconds, unit: 's' };
    }
    case 'sensor_health': {
      const { read, limit, unit } = SENSOR_LIMITS[term.problem];
      const value = reading?.health === undefined ? null : read(reading.health);
      return { says: `${PROBLEM_SAYS[term.problem]}.`, what: term.problem, value, limit, unit };
    }
    case 'system': {
      const { condition } = facts;
      if (condition === null) return { says: 'Something is wrong with the system itself.' };
      const { kind, limit, worst } = condition;
      return { says: SYSTEM_SAYS[kind], what: kind, value: worst, limit };
    }
  }
}

const SYSTEM_SAYS = {
  part_down: 'A part of Tremolo does not answer.',
  gpu_failed: 'A GPU failed.',
  gpu_hot: 'A GPU is so hot that it slows down.',
  disk_nearly_full: 'A disk is nearly full.',
  dead_letters_many: 'Many jobs failed for good.',
  agent_offline: 'An agent does not answer: its points are diagnosed by others or by nobody.',
  disk_filling: 'A disk fills up.',
  queue_long: 'Many jobs wait.',
  store_slow: 'The store answers slowly.',
} as const;

type Compared = Extract<Term, { source: 'figure' | 'process_value' }>;

function sayCompared(name: string, term: Compared, value: number | null, unit: string): Told {
  const { comparison, limit, take, windowSeconds } = term;
  if (take === 'ratio') {
    const says = `${name} is ${rounded(value)} times what is usual here: ${comparison} ${limit}.`;
    return { says, value, limit, unit: 'times' };
  }
  const over = take === 'last' ? '' : ` (${take} over ${windowSeconds} s)`;
  const shown = take === 'rate' ? `${unit}/min` : unit;
  const behind = shown === '' ? '' : ` ${shown}`;
  const says = `${name}${over} is ${comparison} ${limit}${behind}: ${rounded(value)}${behind}.`;
  return { says, value, limit, unit: shown };
}

function rounded(value: number | null): string {
  return value === null ? '?' : String(Number(value.toPrecision(3)));
}
