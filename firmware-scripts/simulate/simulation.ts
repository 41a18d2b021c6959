import { Random } from '#signal/synth/random';
import { BrokerConnection } from './broker-connection.ts';
import { type BrokerCredential, credentialFor } from './broker-credential.ts';
import { Counters } from './counters.ts';
import { FramePublisher } from './frame-publisher.ts';
import { Misbehaviour, type MisbehaviourOptions } from './misbehaviour.ts';
import { Pacer } from './pacer.ts';
import { usualFrameSamples } from './sample-scale.ts';
import type { SampleSource } from './sample-source.ts';
import { SensorStream } from './sensor-stream.ts';
import { withinMs } from './within-ms.ts';

/** Agents forgive a sensor's clock 50 ms per frame; faster than real time, frames must therefore be short. */
const SHORT_FRAME_S = 0.04;
const REAL_TIME_LIMIT = 1.5;
const STRAGGLERS_MS = 2_000;

export interface SimulationOptions extends MisbehaviourOptions {
  broker: string;
  /** Certificate authority of the broker, PEM. */
  authority: string | null;
  credentials: readonly BrokerCredential[];
  sensorsPerConnection: number;
  /** Null: 16 KiB frames. */
  frameSamples: number | null;
  speedUp: number;
  clockSkewMs: number;
  /** 0: never. */
  disconnectEveryS: number;
  seed: number;
}

export interface SimulationParts {
  sources: readonly SampleSource[];
  options: SimulationOptions;
  /** Milliseconds UTC with fractions; it never goes back. */
  clock: () => number;
  report: (trouble: string | null) => void;
}

/** All sensors of one run: their connections, their streams in time, and what has become of their frames. */
export class Simulation {
  readonly counters = new Counters();
  readonly #parts: SimulationParts;
  readonly #connections: BrokerConnection[] = [];
  readonly #streams: SensorStream[] = [];
  #pacer: Pacer | null = null;
  #interrupts: ReturnType<typeof setInterval> | null = null;
  #nextInterrupt = 0;

  constructor(parts: SimulationParts) {
    this.#parts = parts;
  }

  get connections(): { up: number; all: number } {
    const up = this.#connections.filter(({ connected }) => connected).length;
    return { up, all: this.#connections.length };
  }

  /** Connects every sensor, however long the broker takes to be there; when it is, stragglers get two seconds. */
  async start(): Promise<void> {
    for (const { sources, credential } of this.#groups()) {
      const connection = this.#connection(sources, credential);
      const publisher = new FramePublisher(connection);
      this.#connections.push(connection);
      this.#streams.push(...sources.map((source) => this.#stream(source, publisher)));
    }
    const started = this.#connections.map((connection) => connection.start());
    await Promise.race(started);
    // One that is refused must not keep the others waiting.
    await withinMs(STRAGGLERS_MS, Promise.all(started));
  }

  /** Publishes until every source has ended or `stop` is called. */
  async run(): Promise<void> {
    const { clock, options } = this.#parts;
    if (options.disconnectEveryS > 0)
      this.#interrupts = setInterval(() => this.#interrupt(), options.disconnectEveryS * 1000);
    const startMs = clock();
    // Sensors are out of step with each other, as real ones are: the load is even.
    this.#streams.forEach((stream, n) => {
      stream.begin(startMs + (n / this.#streams.length) * stream.periodMs);
    });
    this.#pacer = new Pacer(this.#streams, clock);
    await this.#pacer.run();
  }

  /** Ends the streams: `run` resolves. */
  halt(): void {
    this.#pacer?.stop();
  }

  /** Ends the streams, says that the sensors are offline and closes; takes less than a second. */
  async stop(): Promise<void> {
    if (this.#interrupts !== null) clearInterval(this.#interrupts);
    this.halt();
    await Promise.all(this.#connections.map((connection) => connection.stop()));
  }

  /** Sensors that share a connection: those of one credential, so many together. */
  #groups(): { sources: SampleSource[]; credential: BrokerCredential | null }[] {
    const { credentials, sensorsPerConnection } = this.#parts.options;
    const groups: { sources: SampleSource[]; credential: BrokerCredential | null }[] = [];
    for (const source of this.#parts.sources) {
      const credential = credentialFor(source.description.sensorId, credentials);
      const open = groups.findLast((group) => group.credential === credential);
      if (open !== undefined && open.sources.length < sensorsPerConnection)
        open.sources.push(source);
      else groups.push({ sources: [source], credential });
    }
    return groups;
  }

  #connection(sources: SampleSource[], credential: BrokerCredential | null): BrokerConnection {
    const { options, clock, report } = this.#parts;
    return new BrokerConnection({
      url: options.broker,
      credential,
      authority: options.authority,
      sensors: sources.map(({ description }) => description),
      clock,
      report,
    });
  }

  #stream(source: SampleSource, publisher: FramePublisher): SensorStream {
    const { options } = this.#parts;
    const { sensorId } = source.description;
    const behaves = options.lose + options.repeat + options.late + options.damage === 0;
    const random = new Random(options.seed).fork(`misbehaviour of ${sensorId}`);
    const misbehaviour = behaves ? null : new Misbehaviour(options, random, this.counters.mischief);
    return new SensorStream(
      { source, publisher, counters: this.counters, misbehaviour },
      {
        frameSamples: frameSamples(source, options),
        speedUp: options.speedUp,
        clockSkewMs: options.clockSkewMs,
      },
    );
  }

  /** One connection after the other is cut. */
  #interrupt(): void {
    this.#connections[this.#nextInterrupt++ % this.#connections.length]?.interrupt();
  }
}

/** Samples per axis of this source's frames: what was asked for, else 16 KiB, shorter where time runs fast. */
export function frameSamples(source: SampleSource, options: SimulationOptions): number {
  if (options.frameSamples !== null) return options.frameSamples;
  const { sampleRateHz, axes } = source.description;
  const usual = usualFrameSamples(source.format, axes.length);
  if (options.speedUp <= REAL_TIME_LIMIT) return usual;
  return Math.max(1, Math.min(usual, Math.floor(SHORT_FRAME_S * sampleRateHz)));
}
