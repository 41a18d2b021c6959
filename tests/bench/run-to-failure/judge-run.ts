import { priorityOf } from '#schemas/alarms/priority';
import type { AlarmRule } from '#schemas/alarms/rule';
import { AlarmEngine } from '../../../hub/alarms/alarm-engine.ts';
import { keyOf } from '../../../hub/alarms/instance.ts';
import type { WatchedPoint } from '../../../hub/alarms/plant-view.ts';
import { DEFAULT_RULES } from '../../../hub/alarms/rules/default-rules.ts';
import type { PointReading } from '../../../hub/alarms/rules/facts.ts';

/** An alarm of a run, with when it stood as shares of the bearing's life. */
export interface RunAlarm {
  readonly rule: string;
  readonly from: number;
  /** 1: to the end. */
  to: number;
  readonly says: string;
}

export interface RunScore {
  readonly alarms: readonly RunAlarm[];
  /** Of life, when the first alarm came; null: none did. */
  readonly firstAlarm: number | null;
  /** From when on an alarm stood until the end, without a break; null: none stood at the end. */
  readonly standsFrom: number | null;
  /** Alarms that came within the first half, whatever became of them. */
  readonly falseInFirstHalf: number;
}

/** The rules as they come. Silence is left out: a recording has none. */
function rules(): AlarmRule[] {
  return [...DEFAULT_RULES].map(([ruleId, body]) => ({
    ...body,
    ruleId,
    isBuiltIn: true,
    priority: priorityOf(body.consequence, body.timeToRespond),
    revision: 1,
    changedMs: 0,
    changedByName: null,
  }));
}

/** Judges a run with the rules that come with Tremolo, in the time in which it really happened. */
export function judgeRun(
  points: readonly WatchedPoint[],
  readings: readonly PointReading[],
  endMs: number,
): RunScore {
  let nowMs = 0;
  const alarms: RunAlarm[] = [];
  const open = new Map<string, RunAlarm>();
  const engine = new AlarmEngine({
    plant: {
      points: () => points,
      point: (pointId) => points.find((one) => one.pointId === pointId) ?? null,
      node: () => null,
    },
    clock: () => nowMs,
    monotonic: () => nowMs,
    onMachineState: () => undefined,
    onEdge: (edge) => {
      if (edge.kind !== 'raise') {
        const known = open.get(edge.key);
        if (known !== undefined) known.to = nowMs / endMs;
        open.delete(edge.key);
        return;
      }
      const { rule, asset, why } = edge;
      const alarm = { rule: rule.name, from: nowMs / endMs, to: 1, says: why.evidence.says };
      alarms.push(alarm);
      open.set(keyOf(rule.ruleId, asset.assetId), alarm);
    },
  });
  engine.setRules(rules());
  for (const reading of readings) {
    while (engine.nextDueMs !== null && engine.nextDueMs <= reading.atMs) {
      nowMs = Math.max(nowMs, engine.nextDueMs);
      engine.turn();
    }
    nowMs = Math.max(nowMs, reading.atMs);
    engine.take(reading);
  }
  return scoreOf(alarms);
}

function scoreOf(alarms: readonly RunAlarm[]): RunScore {
  // Backwards from the end: as long as something stood.
  let standsFrom: number | null = null;
  for (let from = 1; ; ) {
    const earlier = alarms.filter((one) => one.to >= from && one.from < from);
    if (earlier.length === 0) break;
    from = Math.min(...earlier.map((one) => one.from));
    standsFrom = from;
  }
  return {
    alarms,
    firstAlarm: alarms.length === 0 ? null : Math.min(...alarms.map(({ from }) => from)),
    standsFrom,
    falseInFirstHalf: alarms.filter(({ from }) => from < 0.5).length,
  };
}
