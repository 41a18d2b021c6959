import type mqtt from 'mqtt';
import type { SensorDescription } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import { encodeFrame, restampFrame } from '#schemas/frames/encode';
import type { FrameHeader } from '#schemas/frames/frame';
import { type MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { connectRetrying } from './connect-retrying.ts';

export interface TestSensorsOptions {
  broker: string;
  credential: { username: string; password: string };
  /** Ids are `<prefix><n>`, n from 0. */
  prefix: string;
  count: number;
  sampleRateHz: number;
  /** Samples per frame. */
  frameSamples: number;
  facts?: Partial<MachineFacts>;
  /** What each sensor measures, g, a whole number of frames; it is repeated for ever. */
  signal: Float32Array;
}

/**
 * Sensors in real time over one gateway connection: frames are encoded once and restamped, so that many cost little.
 * What `sent` counts was handed to the MQTT client.
 */
export class TestSensors {
  readonly #options: TestSensorsOptions;
  readonly #frames: Uint8Array[] = [];
  readonly #sequences: number[];
  #client: mqtt.MqttClient | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #startedMs = 0;
  #published = 0;
  sent = 0;

  constructor(options: TestSensorsOptions) {
    this.#options = options;
    this.#sequences = Array.from({ length: options.count }, () => 0);
  }

  id(n: number): string {
    return `${this.#options.prefix}${n}`;
  }

  /** Connects, describes every sensor and begins to publish. */
  async start(): Promise<void> {
    await this.describe();
    this.publish();
  }

  /** Connects and describes every sensor. */
  async describe(): Promise<void> {
    this.#encode(this.#options.signal);
    const { broker, credential, prefix } = this.#options;
    this.#client = await connectRetrying(broker, {
      ...credential,
      // A client id begins with the credential's name: the broker lets no client end another's connection.
      clientId: `${credential.username}:${prefix}`,
      reconnectPeriod: 200,
      queueQoSZero: false,
    });
    const describe = () => {
      for (let n = 0; n < this.#options.count; n++) this.#describe(n);
    };
    describe();
    // A broker in memory forgets what it retained when it restarts.
    this.#client.on('connect', describe);
  }

  /** Begins to publish. */
  publish(): void {
    this.#startedMs = performance.now();
    this.#timer = setInterval(() => this.#publishDue(), 20);
  }

  /** Has every sensor measure this from its next frame on. */
  measure(signal: Float32Array): void {
    this.#encode(signal);
  }

  pause(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  async stop(): Promise<void> {
    this.pause();
    await this.#client?.endAsync(true);
  }

  #encode(signal: Float32Array): void {
    const { frameSamples, sampleRateHz } = this.#options;
    this.#frames.length = 0;
    const header: FrameHeader = {
      format: 'int16',
      axes: 1,
      sampleRateHz,
      t0Us: 0,
      sequence: 0,
      count: frameSamples,
      scale: Float32Array.of(16 / 32_768),
    };
    for (let at = 0; at + frameSamples <= signal.length; at += frameSamples) {
      this.#frames.push(encodeFrame(header, [signal.subarray(at, at + frameSamples)]));
    }
    if (this.#frames.length === 0) throw new Error('the signal is shorter than one frame');
  }

  #describe(n: number): void {
    const description: SensorDescription = {
      sensorId: this.id(n),
      sampleRateHz: this.#options.sampleRateHz,
      unit: 'g',
      machine: `Machine ${n}`,
      origin: 'test',
      axes: [
        { axis: 0, name: `Point ${n}`, facts: { ...UNKNOWN_MACHINE, ...this.#options.facts } },
      ],
    };
    this.#client?.publish(topic('sensorDescription', this.id(n)), JSON.stringify(description), {
      qos: 1,
      retain: true,
    });
  }

  /** Publishes every frame whose time has come, spread evenly over the sensors. */
  #publishDue(): void {
    const { count, frameSamples, sampleRateHz } = this.#options;
    const periodMs = (frameSamples / sampleRateHz) * 1000;
    const due = Math.floor(((performance.now() - this.#startedMs) / periodMs) * count);
    for (; this.#published < due; this.#published++)
      this.#publish(this.#published % count, periodMs);
  }

  #publish(n: number, periodMs: number): void {
    const client = this.#client;
    const sequence = this.#sequences[n]++;
    if (client === null || !client.connected) return;
    const frame = Uint8Array.from(this.#frames[sequence % this.#frames.length]);
    const startUs = Math.round((performance.timeOrigin + this.#startedMs) * 1000);
    restampFrame(frame, sequence, startUs + Math.round(sequence * periodMs * 1000));
    client.publish(topic('frames', this.id(n)), frame as Buffer, { qos: 0 });
    this.sent++;
  }
}
