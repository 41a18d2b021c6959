import type { NodeId, ProcessValueId } from '#schemas/ids/ids';
import type { ValueQuality, ValueSource } from '#schemas/plant/process-value';
import type { Row, Statement } from '../store/statement.ts';

/** A process value as the store keeps it. */
export interface ValueRecord {
  readonly key: number;
  readonly valueId: ProcessValueId;
  readonly source: ValueSource;
  readonly address: string;
  readonly nodeId: NodeId | null;
  readonly name: string;
  readonly unit: string;
  readonly createdMs: number;
}

/** What came of it last, by the hub's clock. */
export interface LatestValue {
  readonly value: number | null;
  readonly quality: ValueQuality;
  readonly atMs: number;
}

/** One reading as it came. */
export interface HeardValue {
  readonly address: string;
  /** What it is called until a person says otherwise. */
  readonly name: string;
  readonly unit: string | null;
  readonly value: number | null;
  readonly isGood: boolean;
}

export function loadValue(row: Row): ValueRecord {
  return {
    key: Number(row.value_key),
    valueId: String(row.value_id) as ProcessValueId,
    source: String(row.source) as ValueSource,
    address: String(row.address),
    nodeId: row.node_id === null ? null : (String(row.node_id) as NodeId),
    name: String(row.name),
    unit: String(row.unit),
    createdMs: Number(row.created_ms),
  };
}

export function saveValue(value: ValueRecord): Statement {
  const { key, valueId, source, address, nodeId, name, unit, createdMs } = value;
  return {
    sql: `INSERT INTO process_values VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (value_key) DO UPDATE SET node_id = excluded.node_id, name = excluded.name, unit = excluded.unit`,
    args: [key, valueId, source, address, nodeId, name, unit, createdMs],
  };
}
