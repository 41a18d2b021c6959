import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { AlarmRule } from '#schemas/alarms/rule';
import { ALARM_RULE_ROUTES, type RuleTest } from '#schemas/http/alarm-rules';
import { request } from '../../../http/request.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { TRIED_MS } from './dry-run.ts';
import { bodyOf } from './rule-body.ts';

/** The trying of all rules, one after the other: each keeps the hub busy for a while. */
export interface TriedRules {
  readonly results: Signal<ReadonlyMap<string, RuleTest>>;
  readonly isRunning: Signal<boolean>;
  readonly run: (rules: readonly AlarmRule[]) => Promise<void>;
}

export function useTriedRules(): TriedRules {
  const { now } = useApp();
  const act = useAct();
  const results = useSignal<ReadonlyMap<string, RuleTest>>(new Map());
  const isRunning = useSignal(false);
  const isGone = useRef(false);
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );
  const run = async (rules: readonly AlarmRule[]) => {
    isRunning.value = true;
    results.value = new Map();
    const to = now.peek();
    for (const rule of rules) {
      if (isGone.current) return;
      const body = { rule: bodyOf(rule), from: to - TRIED_MS, to };
      const isDone = await act(async () => {
        const result = await request(ALARM_RULE_ROUTES.testAlarmRule, { body });
        results.value = new Map([...results.peek(), [rule.ruleId, result]]);
      });
      // The next would fail for the same reason, too much work for example.
      if (!isDone) break;
    }
    isRunning.value = false;
  };
  return { results, isRunning, run };
}
