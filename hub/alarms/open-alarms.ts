import type { Alarm } from '#schemas/alarms/alarm';
import { keyOf } from './instance.ts';

/** Alarms of one machine, or of one agent, have the same: the group without its cause. */
export function togetherOf({ groupKey }: Pick<Alarm, 'groupKey'>): string {
  return groupKey.slice(0, groupKey.lastIndexOf('|'));
}

/** Open alarms, found by id, by rule and asset, by machine and by agent. */
export class OpenAlarms {
  readonly #all = new Map<string, Alarm>();
  readonly #byKey = new Map<string, string>();
  readonly #together = new Map<string, Set<string>>();
  readonly #ofAgent = new Map<string, Set<string>>();

  get size(): number {
    return this.#all.size;
  }

  all(): IterableIterator<Alarm> {
    return this.#all.values();
  }

  get(alarmId: string): Alarm | undefined {
    return this.#all.get(alarmId);
  }

  of(key: string): Alarm | undefined {
    return this.#all.get(this.#byKey.get(key) ?? '');
  }

  /** Those of the same machine or agent, the first raised first. */
  together(key: string): Alarm[] {
    return this.#found(this.#together.get(key)).sort((a, b) => a.raisedMs - b.raisedMs);
  }

  ofAgent(agentId: string): Alarm[] {
    return this.#found(this.#ofAgent.get(agentId));
  }

  /** Takes how the alarm is now; a closed one leaves. */
  set(alarm: Alarm): void {
    this.delete(alarm.alarmId);
    if (alarm.closedMs !== null) return;
    const { alarmId, ruleId, asset } = alarm;
    this.#all.set(alarmId, alarm);
    this.#byKey.set(keyOf(ruleId, asset.assetId), alarmId);
    add(this.#together, togetherOf(alarm), alarmId);
    if (asset.agentId !== null) add(this.#ofAgent, asset.agentId, alarmId);
  }

  delete(alarmId: string): void {
    const known = this.#all.get(alarmId);
    if (known === undefined) return;
    this.#all.delete(alarmId);
    const key = keyOf(known.ruleId, known.asset.assetId);
    if (this.#byKey.get(key) === alarmId) this.#byKey.delete(key);
    remove(this.#together, togetherOf(known), alarmId);
    if (known.asset.agentId !== null) remove(this.#ofAgent, known.asset.agentId, alarmId);
  }

  #found(ids: ReadonlySet<string> = new Set()): Alarm[] {
    return [...ids].flatMap((id) => this.#all.get(id) ?? []);
  }
}

function add(sets: Map<string, Set<string>>, key: string, id: string): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(id));
}

function remove(sets: Map<string, Set<string>>, key: string, id: string): void {
  const set = sets.get(key);
  set?.delete(id);
  if (set?.size === 0) sets.delete(key);
}
