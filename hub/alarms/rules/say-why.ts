import type { AlarmCause, AlarmEvidence } from '#schemas/alarms/alarm';
import { type AlarmFact, factOfVerdict } from '#schemas/alarms/alarm-fact';
import { RULE_FIGURES } from '#schemas/alarms/alarm-source';
import { type Expression, termsOf } from '#schemas/alarms/expression';
import type { Term } from '#schemas/alarms/term';
import { saidIn } from '#schemas/alarms/words/said-in';
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

/** Tells of the first term that holds; of terms joined by and, what each of them says. */
export function sayWhy(
  expression: Expression,
  memory: RuleMemory,
  known: Facts,
  at: { nowMs: number; pointId: PointId | null },
): Why {
  const all = termsOf(expression).map((term, i) => ({ term, memory: memory[i] }));
  const held = all.filter((one) => one.memory.holds);
  const terms = held.length > 0 ? held : all.slice(0, 1);
  const told = terms.map((one) => tell(one.term, one.memory.compared, known));
  const first = told[0];
  const isJoined = 'all' in expression;
  const facts = (isJoined ? told : told.slice(0, 1)).map((one) => one.fact);
  return {
    cause: { source: terms[0].term.source, fault: first.fault ?? null, what: first.what ?? null },
    evidence: {
      says: saidIn('en', facts).slice(0, SAYS_MAX),
      facts,
      value: first.value ?? null,
      limit: first.limit ?? null,
      unit: first.unit ?? null,
      atMs: known.reading?.atMs ?? at.nowMs,
      pointId: at.pointId,
      lines: [...(first.lines ?? [])],
    },
  };
}

interface Told {
  readonly fact: AlarmFact;
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
      const fact = { kind: 'zone', zone, velocityMmS: value } as const;
      return { fact, what: `zone_${zone}`, value, unit: 'mm/s' };
    }
    case 'significant_change': {
      const value = reading?.figures.velocityMmS ?? null;
      return { fact: { kind: 'changed', velocityMmS: value }, value, unit: 'mm/s' };
    }
    case 'finding':
      return tellFinding(term, facts);
    case 'anomaly': {
      const { fault, score } = highestScore(term.faults, reading?.scores ?? []);
      const fact = { kind: 'anomaly', probability: score } as const;
      return { fact, fault, value: score, limit: term.limit, unit: 'probability' };
    }
    case 'figure': {
      const unit = RULE_FIGURES[term.figure];
      return { ...tellCompared(term.figure, term, compared, unit), what: term.figure };
    }
    case 'process_value': {
      const unit = facts.valueOf(term.name)?.unit ?? '';
      return { ...tellCompared(term.name, term, compared, unit), what: term.name };
    }
    case 'signal_lost': {
      const seconds = Math.round((facts.silentMs ?? 0) / 1_000);
      const fact = { kind: 'silent', seconds } as const;
      return { fact, value: seconds, limit: term.afterSeconds, unit: 's' };
    }
    case 'sensor_health': {
      const { problem } = term;
      const { read, limit, unit } = SENSOR_LIMITS[problem];
      const value = reading?.health === undefined ? null : read(reading.health);
      return { fact: { kind: 'sensor', problem }, what: problem, value, limit, unit };
    }
    case 'system': {
      const { condition } = facts;
      if (condition === null) return { fact: { kind: 'system', condition: null } };
      const { kind, limit, worst } = condition;
      return { fact: { kind: 'system', condition: kind }, what: kind, value: worst, limit };
    }
  }
}

function tellFinding(term: Extract<Term, { source: 'finding' }>, { reading }: Facts): Told {
  const verdict = reading?.verdict;
  const fact = factOfVerdict(verdict);
  const found = findingOf(term, verdict?.findings ?? []);
  if (found === null) return { fact };
  const { fault, confidence, evidence } = found;
  return { fact, fault, value: confidence, unit: 'confidence', lines: evidence };
}

type Compared = Extract<Term, { source: 'figure' | 'process_value' }>;

function tellCompared(name: string, term: Compared, value: number | null, unit: string): Told {
  const { comparison, limit, take, windowSeconds, source: of } = term;
  const compared = { take, windowSeconds, comparison, value, limit, unit: unit.slice(0, 24) };
  const fact = { kind: 'compared', of, name, ...compared } as const;
  const shown = take === 'ratio' ? 'times' : take === 'rate' ? `${unit}/min` : unit;
  return { fact, value, limit, unit: shown };
}
