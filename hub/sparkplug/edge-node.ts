import type { SparkplugMetric, SparkplugPayload } from '#schemas/broker/sparkplug-payload';

/** What came of a message: values to pass on, devices or the whole node gone, or that its birth is to be asked for again. */
export interface NodeNews {
  readonly values: readonly NodeValue[];
  /** Devices that went; '' is the node with all that it has. */
  readonly gone: readonly string[];
  /** Why its birth certificate is needed again; null: it is not. */
  readonly rebirth: string | null;
}

export interface NodeValue {
  /** Of which device; '' is the node itself. */
  readonly device: string;
  readonly name: string;
  readonly unit: string | null;
  readonly value: number | null;
  readonly isGood: boolean;
  readonly atMs: number | null;
}

interface KnownMetric {
  readonly name: string;
  readonly unit: string | null;
}

/** Sequence numbers go round after this one. */
const SEQ_LENGTH = 256;
const GOOD_QUALITY = 192;
/** What a node says of itself and its control is none of the plant's values. */
const NOT_OF_THE_PLANT = /^(bdSeq|Node Control\/|Device Control\/|Node Info\/|Device Info\/)/;
const NOTHING: NodeNews = { values: [], gone: [], rebirth: null };

/** One edge node by the rules of sequence of Sparkplug 3.0.0 (chapters 5.4 to 5.9): what it says counts from its birth on, without a gap. */
export class EdgeNode {
  #isBorn = false;
  #bdSeq: number | null = null;
  #nextSeq = 0;
  /** Device ('' is the node), then alias or name. */
  readonly #devices = new Map<string, Map<string, KnownMetric>>();

  get isBorn(): boolean {
    return this.#isBorn;
  }

  birth(payload: SparkplugPayload): NodeNews {
    const gone = [...this.#devices.keys()].filter((device) => device !== '');
    this.#devices.clear();
    // tck-id-payloads-nbirth-seq: a birth begins a sequence; most begin with 0, whatever it is the next one follows it.
    if (payload.seq === null)
      return { ...NOTHING, gone, rebirth: 'its birth has no sequence number' };
    this.#isBorn = true;
    this.#nextSeq = (payload.seq + 1) % SEQ_LENGTH;
    this.#bdSeq = payload.metrics.find(({ name }) => name === 'bdSeq')?.value ?? null;
    return { values: this.#learn('', payload), gone, rebirth: null };
  }

  /** A last will names the birth to which it belongs: that of an earlier connection says nothing of this one. */
  death(payload: SparkplugPayload): NodeNews {
    const bdSeq = payload.metrics.find(({ name }) => name === 'bdSeq')?.value ?? null;
    if (!this.#isBorn || (bdSeq !== null && this.#bdSeq !== null && bdSeq !== this.#bdSeq)) {
      return NOTHING;
    }
    return { ...NOTHING, gone: this.forget() };
  }

  deviceBirth(device: string, payload: SparkplugPayload): NodeNews {
    const why = this.#follows(payload);
    if (why !== null) return this.#lost(why);
    return { ...NOTHING, values: this.#learn(device, payload) };
  }

  deviceDeath(device: string, payload: SparkplugPayload): NodeNews {
    const why = this.#follows(payload);
    if (why !== null) return this.#lost(why);
    return { ...NOTHING, gone: this.#devices.delete(device) ? [device] : [] };
  }

  data(device: string, payload: SparkplugPayload): NodeNews {
    const why = this.#follows(payload);
    if (why !== null) return this.#lost(why);
    const known = this.#devices.get(device);
    if (known === undefined) return this.#lost('a device speaks that was not born');
    const values: NodeValue[] = [];
    for (const metric of payload.metrics) {
      const one = known.get(keyOf(metric));
      if (one === undefined) {
        if (NOT_OF_THE_PLANT.test(metric.name ?? '') || metric.isNumeric === false) continue;
        return { ...this.#lost('a metric comes that no birth named'), values };
      }
      if (one.name !== '' && !metric.isHistorical)
        values.push(nodeValue(device, one, metric, payload));
    }
    return { ...NOTHING, values };
  }

  /** Forgets what it said, as after its death; the devices that are gone with it. */
  forget(): string[] {
    this.#isBorn = false;
    this.#devices.clear();
    return [''];
  }

  /** Why a message does not follow the one before; null: it does. */
  #follows({ seq }: SparkplugPayload): string | null {
    if (!this.#isBorn) return 'it speaks before its birth';
    if (seq !== this.#nextSeq) return `message ${this.#nextSeq} is missing`;
    this.#nextSeq = (seq + 1) % SEQ_LENGTH;
    return null;
  }

  /** What it said can no longer be relied on: between two messages anything may have changed. */
  #lost(why: string): NodeNews {
    return { values: [], gone: this.#isBorn ? this.forget() : [], rebirth: why };
  }

  #learn(device: string, payload: SparkplugPayload): NodeValue[] {
    const known = new Map<string, KnownMetric>();
    this.#devices.set(device, known);
    return payload.metrics.flatMap((metric) => {
      const { name, alias, isNumeric, unit } = metric;
      if (name === null) return [];
      // Kept, so that data of it are known to be none of ours, and not taken for a gap.
      const isOurs = isNumeric === true && !NOT_OF_THE_PLANT.test(name);
      const one = { name: isOurs ? name : '', unit };
      if (alias !== null) known.set(`#${alias}`, one);
      known.set(name, one);
      return isOurs ? [nodeValue(device, one, metric, payload)] : [];
    });
  }
}

function keyOf({ name, alias }: SparkplugMetric): string {
  return name ?? `#${alias ?? ''}`;
}

function nodeValue(
  device: string,
  { name, unit }: KnownMetric,
  metric: SparkplugMetric,
  payload: SparkplugPayload,
): NodeValue {
  const { value, quality } = metric;
  const isGood = value !== null && (quality === null || quality === GOOD_QUALITY);
  return {
    ...{ device, name, value, isGood },
    unit: metric.unit ?? unit,
    atMs: metric.atMs ?? payload.atMs,
  };
}
