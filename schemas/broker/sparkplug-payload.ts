import protobuf, { type INamespace } from 'protobufjs';
import { TremoloError } from '#schemas/errors/tremolo-error';

/** The part of Sparkplug B's payload (Eclipse Sparkplug 3.0.0, chapter 6.4) that is read and written here. */
const DESCRIPTOR: INamespace = {
  nested: {
    Payload: {
      // A field in a group of its own tells a zero from nothing.
      oneofs: { hasSeq: { oneof: ['seq'] } },
      fields: {
        timestamp: { id: 1, type: 'uint64' },
        metrics: { id: 2, type: 'Metric', rule: 'repeated' },
        seq: { id: 3, type: 'uint64' },
      },
    },
    Metric: {
      oneofs: {
        value: { oneof: ['intValue', 'longValue', 'floatValue', 'doubleValue', 'booleanValue'] },
        hasAlias: { oneof: ['alias'] },
      },
      fields: {
        name: { id: 1, type: 'string' },
        alias: { id: 2, type: 'uint64' },
        timestamp: { id: 3, type: 'uint64' },
        datatype: { id: 4, type: 'uint32' },
        isHistorical: { id: 5, type: 'bool' },
        isNull: { id: 7, type: 'bool' },
        properties: { id: 9, type: 'PropertySet' },
        intValue: { id: 10, type: 'uint32' },
        longValue: { id: 11, type: 'uint64' },
        floatValue: { id: 12, type: 'float' },
        doubleValue: { id: 13, type: 'double' },
        booleanValue: { id: 14, type: 'bool' },
      },
    },
    PropertySet: {
      fields: {
        keys: { id: 1, type: 'string', rule: 'repeated' },
        values: { id: 2, type: 'PropertyValue', rule: 'repeated' },
      },
    },
    PropertyValue: {
      oneofs: { value: { oneof: ['intValue', 'stringValue'] } },
      fields: { intValue: { id: 3, type: 'uint32' }, stringValue: { id: 8, type: 'string' } },
    },
  },
};

const root = protobuf.Root.fromJSON(DESCRIPTOR);
const Payload = root.lookupType('Payload');

/** Widths of the signed integers, which travel as two's complement. */
const SIGNED_BITS: Readonly<Record<number, number>> = { 1: 8, 2: 16, 3: 32, 4: 64 };
/** Int8 … Double, and Boolean. Of everything else there is no number. */
const NUMERIC_MAX = 11;
/** More in one message are refused: a birth certificate of a large PLC has some thousand. */
const METRICS_MAX = 10_000;

/** One metric of a message, as far as it is a number. */
export interface SparkplugMetric {
  /** Absent from data after a birth that gave the metric an alias. */
  readonly name: string | null;
  readonly alias: number | null;
  readonly atMs: number | null;
  /** Null: the metric has no value now, or is no number. Booleans are 0 and 1. */
  readonly value: number | null;
  /** Whether its type is one of numbers; absent from data, null where it is not said. */
  readonly isNumeric: boolean | null;
  /** Of the past: told late, and not how it is now. */
  readonly isHistorical: boolean;
  /** `engUnit` of its properties. */
  readonly unit: string | null;
  /** `Quality` of its properties, 192 being good; null where it is not said. */
  readonly quality: number | null;
}

export interface SparkplugPayload {
  readonly atMs: number | null;
  /** 0 to 255; null where none came. */
  readonly seq: number | null;
  readonly metrics: readonly SparkplugMetric[];
}

/** Reads a payload. Throws `request_invalid` for bytes that are none. */
export function decodeSparkplug(bytes: Uint8Array): SparkplugPayload {
  let message: protobuf.Message;
  try {
    message = Payload.decode(bytes);
  } catch (cause) {
    throw new TremoloError('request_invalid', 'This is no Sparkplug payload.', { cause });
  }
  // Not `toObject`: what did not come must stay apart from a zero.
  const { timestamp, seq, metrics = [] } = message as unknown as Loose;
  if (metrics.length > METRICS_MAX) {
    throw new TremoloError('request_invalid', `More than ${METRICS_MAX} metrics in one message.`);
  }
  const has = (name: string) => Object.hasOwn(message, name);
  return {
    atMs: has('timestamp') ? Number(timestamp) : null,
    seq: has('seq') ? Number(seq) : null,
    metrics: metrics.map(metricOf),
  };
}

/** The command that asks an edge node for its birth certificate again. */
export function encodeRebirth(atMs: number): Uint8Array {
  const metric = {
    name: 'Node Control/Rebirth',
    timestamp: atMs,
    datatype: NUMERIC_MAX,
    booleanValue: true,
  };
  return Payload.encode(Payload.fromObject({ timestamp: atMs, metrics: [metric] })).finish();
}

interface Loose {
  readonly timestamp?: unknown;
  readonly seq?: unknown;
  readonly metrics?: readonly LooseMetric[];
}
interface LooseMetric {
  readonly name?: string;
  readonly alias?: unknown;
  readonly timestamp?: unknown;
  readonly datatype?: number;
  readonly isHistorical?: boolean;
  readonly isNull?: boolean;
  readonly properties?: {
    readonly keys?: readonly string[];
    readonly values?: readonly { readonly intValue?: number; readonly stringValue?: string }[];
  };
  readonly intValue?: number;
  readonly longValue?: unknown;
  readonly floatValue?: number;
  readonly doubleValue?: number;
  readonly booleanValue?: boolean;
}

function metricOf(metric: LooseMetric): SparkplugMetric {
  const has = (name: keyof LooseMetric) => Object.hasOwn(metric, name);
  const datatype = has('datatype') ? (metric.datatype ?? 0) : null;
  const isNumeric = datatype === null ? null : datatype >= 1 && datatype <= NUMERIC_MAX;
  const property = (key: string) => {
    const at = metric.properties?.keys?.indexOf(key) ?? -1;
    return at < 0 ? undefined : metric.properties?.values?.[at];
  };
  const quality = property('Quality');
  return {
    name: has('name') && metric.name !== '' ? (metric.name ?? null) : null,
    alias: has('alias') ? Number(metric.alias) : null,
    atMs: has('timestamp') ? Number(metric.timestamp) : null,
    value: metric.isNull === true || isNumeric === false ? null : numberOf(metric, datatype),
    isNumeric,
    isHistorical: metric.isHistorical === true,
    unit: property('engUnit')?.stringValue || null,
    quality:
      quality !== undefined && Object.hasOwn(quality, 'intValue')
        ? (quality.intValue ?? null)
        : null,
  };
}

function numberOf(metric: LooseMetric, datatype: number | null): number | null {
  const has = (name: keyof LooseMetric) => Object.hasOwn(metric, name);
  const bits = SIGNED_BITS[datatype ?? 0];
  if (has('booleanValue')) return metric.booleanValue === true ? 1 : 0;
  if (has('floatValue')) return finite(metric.floatValue);
  if (has('doubleValue')) return finite(metric.doubleValue);
  if (has('longValue')) {
    const whole = BigInt(String(metric.longValue));
    return Number(bits === undefined ? whole : BigInt.asIntN(bits, whole));
  }
  if (has('intValue')) {
    const whole = metric.intValue ?? 0;
    return bits === undefined ? whole : Number(BigInt.asIntN(bits, BigInt(whole)));
  }
  return null;
}

const finite = (value: number | undefined) => (Number.isFinite(value) ? (value as number) : null);
