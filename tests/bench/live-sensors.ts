/**
 * The sensors of `bench:live`, in a process of their own: N single-axis sensors in real time over a few gateway
 * connections. Talks with the bench over IPC: `describe` → `described`, `go`, `stop` → `stopped` with what was handed over
 * and when (times of the watched sensors only).
 */
import type mqtt from 'mqtt';
import type { SensorDescription } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import { encodeFrame, restampFrame } from '#schemas/frames/encode';
import { connectRetrying } from '../rig/connect-retrying.ts';
import { CATALOGUE_6205, LIVE_MACHINES } from './live-machines.ts';

export interface SensorsOrder {
  broker: string;
  credential: { username: string; password: string };
  channels: number;
  sampleRateHz: number;
  frameSamples: number;
  connections: number;
  watched: number[];
}

export interface SensorsReport {
  framesHanded: number;
  framesUnsent: number;
  /** Start of each watched sensor's first sample, µs UTC, and wall-clock ms at which each of its frames was handed over. */
  watched: { channel: number; startUs: number; handedMs: number[] }[];
}

export const sensorId = (channel: number) => `sim-${channel}`;

const FRAMES_EACH = 12;
const TICK_MS = 4;
const nowMs = () => performance.timeOrigin + performance.now();

class LiveSensors {
  readonly #order: SensorsOrder;
  readonly #frames: Uint8Array[][] = [];
  readonly #sequence: Uint32Array;
  readonly #handed = new Map<number, number[]>();
  #clients: mqtt.MqttClient[] = [];
  #timer: ReturnType<typeof setInterval> | null = null;
  #startMs = 0;
  #due = 0;
  #unsent = 0;

  constructor(order: SensorsOrder) {
    this.#order = order;
    this.#sequence = new Uint32Array(order.channels);
    for (const channel of order.watched) this.#handed.set(channel, []);
  }

  async connect(): Promise<void> {
    const { broker, credential, connections, channels } = this.#order;
    this.#encode();
    this.#clients = await Promise.all(
      Array.from({ length: connections }, (_, n) => {
        const clientId = `${credential.username}:${n}`;
        return connectRetrying(broker, { ...credential, clientId, queueQoSZero: false });
      }),
    );
    const described = Array.from({ length: channels }, (_, channel) => this.#describe(channel));
    await Promise.all(described);
  }

  go(): void {
    this.#startMs = nowMs() + 200;
    this.#timer = setInterval(() => this.#publishDue(), TICK_MS);
  }

  async stop(): Promise<SensorsReport> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await Promise.all(this.#clients.map((client) => client.endAsync()));
    const watched = [...this.#handed].map(([channel, handedMs]) => ({
      channel,
      startUs: this.#startUs(channel),
      handedMs,
    }));
    return { framesHanded: this.#due - this.#unsent, framesUnsent: this.#unsent, watched };
  }

  #encode(): void {
    const { sampleRateHz, frameSamples } = this.#order;
    for (const signal of LIVE_MACHINES.map((machine) =>
      machine(sampleRateHz, frameSamples * FRAMES_EACH),
    )) {
      const header = {
        format: 'int16' as const,
        axes: 1,
        sampleRateHz,
        t0Us: 0,
        sequence: 0,
        count: frameSamples,
        scale: Float32Array.of(16 / 32_768),
      };
      const frames = Array.from({ length: FRAMES_EACH }, (_, i) =>
        encodeFrame(header, [signal.subarray(i * frameSamples, (i + 1) * frameSamples)]),
      );
      this.#frames.push(frames);
    }
  }

  #describe(channel: number): Promise<unknown> {
    const description: SensorDescription = {
      sensorId: sensorId(channel),
      sampleRateHz: this.#order.sampleRateHz,
      unit: 'g',
      machine: `Machine ${channel}`,
      origin: 'bench:live',
      axes: [{ axis: 0, name: `Point ${channel}`, facts: CATALOGUE_6205 }],
    };
    const client = this.#client(channel);
    return client.publishAsync(
      topic('sensorDescription', sensorId(channel)),
      JSON.stringify(description),
      { qos: 1, retain: true },
    );
  }

  #client(channel: number): mqtt.MqttClient {
    return this.#clients[channel % this.#clients.length];
  }

  #periodMs(): number {
    return (this.#order.frameSamples / this.#order.sampleRateHz) * 1000;
  }

  /** Sensors are out of step with each other: their frames end evenly spread over a frame's time. */
  #startUs(channel: number): number {
    return Math.round((this.#startMs + (channel / this.#order.channels) * this.#periodMs()) * 1000);
  }

  #publishDue(): void {
    const { channels } = this.#order;
    const elapsed = nowMs() - this.#startMs - this.#periodMs();
    const due = Math.floor((elapsed / this.#periodMs()) * channels);
    for (; this.#due < due; this.#due++) this.#publish(this.#due % channels);
  }

  #publish(channel: number): void {
    const client = this.#client(channel);
    const sequence = this.#sequence[channel]++;
    const frames = this.#frames[channel % this.#frames.length];
    const frame = Buffer.from(frames[sequence % frames.length]);
    restampFrame(
      frame,
      sequence,
      this.#startUs(channel) + Math.round(sequence * this.#periodMs() * 1000),
    );
    if (!client.connected) {
      this.#unsent++;
      return;
    }
    this.#handed.get(channel)?.push(nowMs());
    client.publish(topic('frames', sensorId(channel)), frame, { qos: 0 });
  }
}

if (import.meta.main) {
  let sensors: LiveSensors | null = null;
  const answer = (message: object) => process.send?.(message);
  process.on(
    'message',
    async (message: { do: 'describe' | 'go' | 'stop'; order: SensorsOrder }) => {
      if (message.do === 'describe') {
        sensors = new LiveSensors(message.order);
        await sensors.connect();
        answer({ did: 'described' });
      }
      if (message.do === 'go') {
        sensors?.go();
        answer({ did: 'went' });
      }
      if (message.do === 'stop') answer({ did: 'stopped', report: await sensors?.stop() });
    },
  );
  process.on('disconnect', () => process.exit(0));
}
