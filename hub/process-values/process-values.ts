import { refused } from '#schemas/errors/refused';
import type { ProcessValuePatch } from '#schemas/http/process-values';
import { newId } from '#schemas/ids/ids';
import type { ValueSource } from '#schemas/plant/process-value';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import { RowGatherer } from '../store/series/row-gatherer.ts';
import { seriesStatements } from '../store/series/series-statements.ts';
import type { Store } from '../store/store.ts';
import {
  type HeardValue,
  type LatestValue,
  loadValue,
  saveValue,
  type ValueRecord,
} from './value-record.ts';
import { VALUE_SERIES, valueRow } from './value-series.ts';

/** One commit for all that came in so long: at most that much of the history is lost when the hub is killed. */
const FLUSH_MS = 10_000;
/** While nothing can be written so many rows wait; what comes after is counted as lost. */
const ROWS_MAX = 20_000;
const VALUES_MAX = 20_000;
/** Sensors repeat their values; a Sparkplug metric is told when it changes, and holds until its node is gone. */
const MQTT_STALE_MS = 60_000;
const NAME_MAX = 120;
const STATEMENTS = seriesStatements(VALUE_SERIES);

export interface ProcessValuesDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** These are known with another reading, quality or place; what is gone has no place. */
  readonly changed: (values: readonly ValueRecord[]) => void;
  /** Values beyond the limit. */
  readonly refused: (values: number) => void;
  /** Rows of history that could not be kept. */
  readonly lost: (rows: number) => void;
  readonly failed: (error: unknown) => void;
}

/** Values beside the vibration: known the moment they come, kept over time. */
export class ProcessValues {
  readonly #deps: ProcessValuesDeps;
  readonly #values = new Map<string, ValueRecord>();
  readonly #byAddress = new Map<string, ValueRecord>();
  readonly #latest = new Map<string, LatestValue>();
  readonly #rows = new RowGatherer(VALUE_SERIES, ROWS_MAX);
  #unsaved: ValueRecord[] = [];
  #nextKey = 1;
  #timer: ReturnType<typeof setInterval> | null = null;
  #underWay: Promise<void> = Promise.resolve();

  constructor(deps: ProcessValuesDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM process_values')) {
      this.#know(loadValue(row));
    }
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS);
  }

  /** Writes what waits. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.flush();
  }

  get(valueId: string): ValueRecord | null {
    return this.#values.get(valueId) ?? null;
  }

  all(): ValueRecord[] {
    return [...this.#values.values()];
  }

  /** The last that came of it; of a sensor that says nothing any more it is stale. */
  latestOf(valueId: string): LatestValue | null {
    const latest = this.#latest.get(valueId);
    if (latest === undefined) return null;
    const isOld =
      this.#values.get(valueId)?.source === 'mqtt' &&
      this.#deps.clock() - latest.atMs > MQTT_STALE_MS;
    return isOld && latest.quality === 'good' ? { ...latest, quality: 'stale' } : latest;
  }

  /** Takes readings. Their time is the hub's: a wrong clock of a PLC spoils nothing. */
  hear(source: ValueSource, heard: readonly HeardValue[]): void {
    const atMs = this.#deps.clock();
    const changed: ValueRecord[] = [];
    for (const one of heard) {
      const record = this.#recordOf(source, one, atMs);
      if (record === null) {
        this.#deps.refused(1);
        continue;
      }
      const { value, isGood } = one;
      this.#latest.set(record.valueId, { value, quality: isGood ? 'good' : 'bad', atMs });
      if (isGood && value !== null && !this.#rows.add(valueRow(value, record.key, atMs))) {
        this.#deps.lost(1);
      }
      changed.push(record);
    }
    if (changed.length > 0) this.#deps.changed(changed);
  }

  /** Their source is gone: what was heard last of everything below this address no longer says how it is. */
  gone(source: ValueSource, addresses: readonly string[]): void {
    const changed = this.all().filter((record) => {
      const latest = this.#latest.get(record.valueId);
      if (record.source !== source || latest === undefined || latest.quality === 'stale')
        return false;
      if (!addresses.some((address) => record.address.startsWith(`${address}/`))) return false;
      this.#latest.set(record.valueId, { ...latest, quality: 'stale' });
      return true;
    });
    if (changed.length > 0) this.#deps.changed(changed);
  }

  /** Values whose sensors have fallen silent since the last turn. */
  turn(sinceMs: number): void {
    const untilMs = this.#deps.clock() - MQTT_STALE_MS;
    const silent = this.all().filter((record) => {
      const latest = record.source === 'mqtt' ? this.#latest.get(record.valueId) : undefined;
      return (
        latest?.quality === 'good' &&
        latest.atMs < untilMs &&
        latest.atMs >= sinceMs - MQTT_STALE_MS
      );
    });
    if (silent.length > 0) this.#deps.changed(silent);
  }

  /** Keeps what a person says of it. Throws `not_found`. */
  async edit(valueId: string, patch: ProcessValuePatch, actor: Actor): Promise<ValueRecord> {
    const before = this.#wanted(valueId);
    const after = { ...before, ...patch };
    const details = { before: saidOf(before), after: saidOf(after) };
    await this.#deps.store.record(
      [saveValue(after)],
      [{ event: 'process_value.changed', actor, resourceId: valueId, details }],
    );
    this.#know(after);
    this.#deps.changed([after]);
    return after;
  }

  /** Forgets it with its history. Throws `not_found`. */
  async remove(valueId: string, actor: Actor): Promise<void> {
    const wanted = this.#wanted(valueId);
    const { key, source, address, ...record } = wanted;
    // Rows of it that still wait would else come back without it.
    await this.flush();
    const tables = VALUE_SERIES.levels.map(({ table }) => table);
    await this.#deps.store.record(
      [
        { sql: 'DELETE FROM process_values WHERE value_key = ?', args: [key] },
        ...tables.map((table) => ({
          sql: `DELETE FROM ${table} WHERE value_key = ?`,
          args: [key],
        })),
      ],
      [
        {
          event: 'process_value.removed',
          actor,
          resourceId: valueId,
          details: { source, address, ...saidOf(record) },
        },
      ],
    );
    this.#values.delete(valueId);
    this.#byAddress.delete(`${source} ${address}`);
    this.#latest.delete(valueId);
    this.#deps.changed([{ ...wanted, nodeId: null }]);
  }

  /** Commits what waits, one commit after the other. */
  flush(): Promise<void> {
    this.#underWay = this.#underWay.then(() => this.#write());
    return this.#underWay;
  }

  async #write(): Promise<void> {
    const unsaved = this.#unsaved;
    const rows = this.#rows.take();
    this.#unsaved = [];
    if (unsaved.length + rows.length === 0) return;
    try {
      await this.#deps.store.write([
        // As it is known now: a person may have said something of it meanwhile.
        ...unsaved.map((record) => saveValue(this.#values.get(record.valueId) ?? record)),
        ...(rows.length > 0 ? STATEMENTS.add(rows) : []),
      ]);
    } catch (error) {
      this.#deps.failed(error);
      this.#unsaved = [...unsaved, ...this.#unsaved];
      const lost = rows.filter((row) => !this.#rows.add(row)).length;
      if (lost > 0) this.#deps.lost(lost);
    }
  }

  #recordOf(source: ValueSource, heard: HeardValue, nowMs: number): ValueRecord | null {
    const { address, name, unit } = heard;
    const known = this.#byAddress.get(`${source} ${address}`);
    if (known !== undefined) return known;
    if (this.#values.size >= VALUES_MAX) return null;
    const record: ValueRecord = {
      ...{ key: this.#nextKey++, valueId: newId('pv'), source, address, nodeId: null },
      ...{ name: name.slice(0, NAME_MAX), unit: unit ?? '', createdMs: nowMs },
    };
    this.#know(record);
    this.#unsaved.push(record);
    return record;
  }

  #wanted(valueId: string): ValueRecord {
    const known = this.get(valueId);
    if (known === null) throw refused('value_unknown');
    return known;
  }

  #know(record: ValueRecord): void {
    this.#values.set(record.valueId, record);
    this.#byAddress.set(`${record.source} ${record.address}`, record);
    this.#nextKey = Math.max(this.#nextKey, record.key + 1);
  }
}

function saidOf({ nodeId, name, unit }: Pick<ValueRecord, 'nodeId' | 'name' | 'unit'>) {
  return { nodeId, name, unit };
}
