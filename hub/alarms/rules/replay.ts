import type { AlarmRule } from '#schemas/alarms/rule';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import type { RuleTest } from '#schemas/http/alarm-rules';
import type { ProcessValueReading } from '#schemas/plant/process-value';
import { AlarmEngine } from '../alarm-engine.ts';
import type { Edge } from '../edge.ts';
import { keyOf } from '../instance.ts';
import type { PlantView, WatchedPoint } from '../plant-view.ts';
import type { PointReading } from './facts.ts';

export type Found = RuleTest['alarms'][number];

/** What is told at one time of the past. */
export type PastNews =
  | { readonly atMs: number; readonly reading: PointReading }
  | { readonly atMs: number; readonly value: ProcessValueReading }
  | { readonly atMs: number; readonly conditions: readonly SystemCondition[] };

/** Points that the past is of, and where nodes are now. */
export interface PastPlant {
  readonly points: readonly WatchedPoint[];
  readonly node: PlantView['node'];
}

/** Runs the past, the first first, through an engine of its own, whose clock the past turns. */
export function replay(
  rule: AlarmRule,
  { points, node }: PastPlant,
  past: readonly PastNews[],
  endMs: number,
): Found[] {
  let nowMs = past[0]?.atMs ?? endMs;
  const { found, take } = finding(rule, () => nowMs);
  const byId = new Map<string, WatchedPoint>(points.map((point) => [point.pointId, point]));
  const engine = new AlarmEngine({
    plant: { points: () => points, point: (pointId) => byId.get(pointId) ?? null, node },
    clock: () => nowMs,
    monotonic: () => nowMs,
    onEdge: take,
    onMachineState: () => undefined,
  });
  const turnTo = (untilMs: number) => {
    while (engine.nextDueMs !== null && engine.nextDueMs <= untilMs) {
      nowMs = Math.max(nowMs, engine.nextDueMs);
      engine.turn();
    }
    nowMs = Math.max(nowMs, untilMs);
  };
  engine.setRules([rule]);
  for (const news of past) {
    turnTo(news.atMs);
    if ('reading' in news) engine.take(news.reading);
    else if ('value' in news) engine.takeValues([news.value]);
    else engine.takeConditions(news.conditions);
  }
  turnTo(endMs);
  return found;
}

function finding(rule: AlarmRule, now: () => number) {
  const found: Found[] = [];
  const open = new Map<string, Found>();
  const take = (edge: Edge) => {
    if (edge.kind !== 'raise') {
      const one = open.get(edge.key);
      if (one !== undefined) one.returnedMs = now();
      open.delete(edge.key);
      return;
    }
    const { asset, why } = edge;
    const one: Found = {
      ...{ assetId: asset.assetId, assetName: asset.name, pointId: asset.pointId },
      ...{ raisedMs: now(), returnedMs: null, says: why.evidence.says, facts: why.evidence.facts },
    };
    found.push(one);
    open.set(keyOf(rule.ruleId, asset.assetId), one);
  };
  return { found, take };
}
