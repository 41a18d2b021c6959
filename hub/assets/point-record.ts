import type { SensorDescription } from '#schemas/broker/messages';
import type { NodeId, PointId } from '#schemas/ids/ids';
import { MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { Mounting, PLAIN_MOUNTING } from '#schemas/plant/mounting';
import type { SignalUnit } from '#schemas/units/units';
import type { Row, Statement } from '../store/statement.ts';

/** A point as the store keeps it: what its sensor says, and beside it what a person said. */
export interface PointRecord {
  readonly pointId: PointId;
  /** Short name of the point inside the trend tables. */
  readonly key: number;
  readonly sensorId: string;
  readonly axis: number;
  readonly name: string;
  readonly editedName: string | null;
  readonly machine: string | null;
  /** Only a person says it: sensors know nothing of areas. */
  readonly editedArea: string | null;
  /** Likewise. */
  readonly editedTags: readonly string[];
  readonly unit: SignalUnit;
  readonly sampleRateHz: number;
  readonly origin: string;
  readonly describedFacts: MachineFacts;
  readonly editedFacts: Partial<MachineFacts>;
  /** The machine or position on which it hangs, or null. */
  readonly nodeId: NodeId | null;
  readonly mounting: Mounting;
  /** A person took it out of the plant: it comes back when its sensor does. */
  readonly isRemoved: boolean;
  /** The agent that last had it, so that a restart moves nothing. */
  readonly agentId: string | null;
  readonly createdMs: number;
}

/** What holds of the machine: what a person says of the point, before what machine and position say, before the sensor's word. */
export function factsOf(
  point: Pick<PointRecord, 'describedFacts' | 'editedFacts'>,
  ofMachine: Partial<MachineFacts> = {},
): MachineFacts {
  return { ...point.describedFacts, ...ofMachine, ...point.editedFacts };
}

/** What each axis of a description says of its point. */
export type DescribedPoint = Pick<
  PointRecord,
  'axis' | 'name' | 'machine' | 'unit' | 'sampleRateHz' | 'origin' | 'describedFacts'
>;

export function describedPoints(description: SensorDescription): DescribedPoint[] {
  const { machine, unit, sampleRateHz, origin } = description;
  return description.axes.map(({ axis, name, facts }) => {
    const fallback = `${description.sensorId} axis ${axis}`;
    const shown = name.trim() === '' ? fallback : name;
    return { axis, name: shown, machine, unit, sampleRateHz, origin, describedFacts: facts };
  });
}

/** Stores a new point, or what its sensor now says of it; a person's edits and the agent are left alone. */
export function saveDescribed(point: PointRecord): Statement {
  return {
    sql: `INSERT INTO points (point_key, point_id, sensor_id, axis, name, edited_name, machine, unit, sample_rate_hz,
        origin, described_facts, edited_facts, agent_id, created_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (point_key) DO UPDATE SET name = excluded.name, machine = excluded.machine,
        unit = excluded.unit, sample_rate_hz = excluded.sample_rate_hz, origin = excluded.origin,
        described_facts = excluded.described_facts`,
    args: [
      point.key,
      point.pointId,
      point.sensorId,
      point.axis,
      point.name,
      point.editedName,
      point.machine,
      point.unit,
      point.sampleRateHz,
      point.origin,
      JSON.stringify(point.describedFacts),
      JSON.stringify(point.editedFacts),
      point.agentId,
      point.createdMs,
    ],
  };
}

/** Keeps what a person said. */
export function saveEdits(point: PointRecord): Statement {
  return {
    sql: `UPDATE points SET edited_name = ?, edited_area = ?, edited_tags = ?, edited_facts = ?, node_id = ?, mounting = ?,
      is_removed = ? WHERE point_key = ?`,
    args: [
      point.editedName,
      point.editedArea,
      JSON.stringify(point.editedTags),
      JSON.stringify(point.editedFacts),
      point.nodeId,
      JSON.stringify(point.mounting),
      Number(point.isRemoved),
      point.key,
    ],
  };
}

export function saveAgent(point: PointRecord): Statement {
  return {
    sql: 'UPDATE points SET agent_id = ? WHERE point_key = ?',
    args: [point.agentId, point.key],
  };
}

export function loadPoint(row: Row): PointRecord {
  return {
    key: Number(row.point_key),
    pointId: row.point_id as PointId,
    sensorId: String(row.sensor_id),
    axis: Number(row.axis),
    name: String(row.name),
    editedName: row.edited_name as string | null,
    machine: row.machine as string | null,
    editedArea: row.edited_area as string | null,
    editedTags: JSON.parse(String(row.edited_tags)),
    unit: row.unit as SignalUnit,
    sampleRateHz: Number(row.sample_rate_hz),
    origin: String(row.origin),
    // Facts that this Tremolo knows and the one that stored the row did not are unknown.
    describedFacts: MachineFacts.parse({
      ...UNKNOWN_MACHINE,
      ...JSON.parse(String(row.described_facts)),
    }),
    editedFacts: MachineFacts.partial().parse(JSON.parse(String(row.edited_facts))),
    nodeId: row.node_id as NodeId | null,
    mounting: Mounting.parse({ ...PLAIN_MOUNTING, ...JSON.parse(String(row.mounting ?? '{}')) }),
    isRemoved: row.is_removed === 1,
    agentId: row.agent_id as string | null,
    createdMs: Number(row.created_ms),
  };
}
