import { z } from 'zod';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import { NodeId, ProcessValueId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

export const ProcessValueName = z.string().trim().min(1).max(120).regex(PLAIN_NAME, NO_PLAIN_NAME);
/** As it is written on the plant floor: "rpm", "°C", "bar"; empty: a plain number. */
export const ProcessValueUnit = z
  .string()
  .trim()
  .max(24)
  .regex(/^\P{C}*$/u, 'No control characters.');

export const VALUE_QUALITIES = ['good', 'stale', 'bad'] as const;
/** `bad`: its source says so, or gives no number. `stale`: its source is gone, or has said nothing for too long. */
export const ValueQuality = z.enum(VALUE_QUALITIES);
export type ValueQuality = z.infer<typeof ValueQuality>;

/** From where it comes: a metric of Sparkplug B by group, edge node, device and name, or a value of a sensor over MQTT. */
export const ValueSource = z.enum(['sparkplug', 'mqtt']);
export type ValueSource = z.infer<typeof ValueSource>;

/** A named value beside the vibration: a speed, a temperature, a pressure. */
export const ProcessValue = z.strictObject({
  valueId: ProcessValueId,
  /** Where in the plant it belongs; null: nowhere yet. */
  nodeId: NodeId.nullable(),
  name: z.string(),
  unit: z.string(),
  source: ValueSource,
  /** Its name where it comes from. */
  address: z.string(),
  createdMs: TimeMs,
  /** Null: nothing came since the hub started. */
  latest: z
    .strictObject({ value: z.number().nullable(), quality: ValueQuality, atMs: TimeMs })
    .nullable(),
});
export type ProcessValue = z.infer<typeof ProcessValue>;

/** A reading of a value that has a place in the plant. */
export const ProcessValueReading = z.strictObject({
  valueId: ProcessValueId,
  nodeId: NodeId,
  name: z.string(),
  /** Null: it is there, and says nothing now. */
  value: z.number().nullable(),
  unit: z.string(),
  quality: ValueQuality,
  atMs: TimeMs,
});
export type ProcessValueReading = z.infer<typeof ProcessValueReading>;
