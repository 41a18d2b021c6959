import type { BearingGeometry } from '#schemas/plant/machine-facts';
import type { FaultLabel } from '#schemas/readings/finding';
import { createFaultSource } from './fault-sources.ts';
import { fillWhite } from './noise.ts';
import { Random } from './random.ts';
import { Resonances } from './resonances.ts';
import { SENSOR_MODELS, SensorChain, type SensorModel } from './sensor-chain.ts';
import { Shaft } from './shaft.ts';
import { Background, type MachineKind } from './sources/background.ts';
import { Transients } from './sources/transients.ts';
import { BLOCK_SAMPLES, createBlock, type Source, type SynthBlock } from './synth-block.ts';

export type SynthFault = { readonly label: FaultLabel; readonly severity: number };

export type SynthMachine = {
  /** Nominal speed; amplitudes refer to it. */
  readonly speedRpm: number;
  readonly bearing: BearingGeometry | null;
  readonly kind: MachineKind;
};

export type SynthesizerOptions = {
  readonly sampleRateHz: number;
  readonly seed: number;
  readonly machine: SynthMachine;
  readonly faults?: readonly SynthFault[];
  readonly sensor?: SensorModel;
};

/** A new severity is reached with this time constant, s: a fault never begins with a click. */
const FADE_S = 0.2;

/**
 * One axis of one machine, without end: `next` continues where it stopped, however the caller cuts it. The seed decides
 * machine, sensor and noise; a fault added to a seed leaves the rest of that machine as it was. Output in g.
 */
export class MachineSynthesizer {
  readonly #options: SynthesizerOptions;
  readonly #random: Random;
  readonly #block: SynthBlock;
  readonly #shaft: Shaft;
  readonly #resonances: Resonances;
  readonly #always: readonly Source[];
  readonly #faults = new Map<FaultLabel, { source: Source; now: number; target: number }>();
  readonly #sensor: SensorChain;
  readonly #ready = new Float32Array(BLOCK_SAMPLES);
  #cursor = BLOCK_SAMPLES;

  constructor(options: SynthesizerOptions) {
    const { sampleRateHz, machine } = options;
    const random = new Random(options.seed);
    const nominalHz = machine.speedRpm / 60;
    this.#options = options;
    this.#random = random;
    this.#block = createBlock(sampleRateHz, nominalHz);
    this.#shaft = new Shaft(random.fork('shaft'), nominalHz);
    this.#resonances = new Resonances(random.fork('resonances'), sampleRateHz);
    this.#always = [
      new Background(
        random.fork('background'),
        machine.kind,
        nominalHz,
        sampleRateHz,
        this.#resonances.noiseGain,
      ),
      new Transients(random.fork('transients')),
    ];
    const sensor = options.sensor ?? SENSOR_MODELS.iis3dwb;
    this.#sensor = new SensorChain(sensor, random.fork('sensor'), sampleRateHz);
    this.setFaults(options.faults ?? []);
    for (const fault of this.#faults.values()) fault.now = fault.target;
    this.#settle();
  }

  /** Present speed without its wander, r/min. */
  get speedRpm(): number {
    return this.#shaft.hz * 60;
  }

  /** Severities 0…1 from now on; a fault that is not named fades away. Throws as `createFaultSource`. */
  setFaults(faults: readonly SynthFault[]): void {
    for (const held of this.#faults.values()) held.target = 0;
    for (const { label, severity } of faults) {
      const target = Math.min(1, Math.max(0, severity));
      const held = this.#faults.get(label);
      if (held !== undefined) held.target = target;
      else if (target > 0)
        this.#faults.set(label, { source: this.#sourceOf(label), now: 0, target });
    }
  }

  /** Goes to a new speed evenly over `rampS` seconds. */
  setSpeed(speedRpm: number, rampS = 0): void {
    this.#shaft.rampTo(speedRpm / 60, (rampS * this.#options.sampleRateHz) / BLOCK_SAMPLES);
  }

  /** Writes the next `samples` samples, in g, to the front of `out`. */
  next(samples: number, out: Float32Array): void {
    let written = 0;
    while (written < samples) {
      if (this.#cursor === BLOCK_SAMPLES) this.#render();
      const count = Math.min(samples - written, BLOCK_SAMPLES - this.#cursor);
      const cursor = this.#cursor;
      for (let i = 0; i < count; i++) out[written + i] = this.#ready[cursor + i]!;
      this.#cursor = cursor + count;
      written += count;
    }
  }

  #sourceOf(label: FaultLabel): Source {
    return createFaultSource(label, this.#random.fork(label), {
      sampleRateHz: this.#options.sampleRateHz,
      bearing: this.#options.machine.bearing,
      noiseGain: this.#resonances.noiseGain,
    });
  }

  /** Filters and resonances begin empty: the first 50 ms would tell a start from a running machine. */
  #settle(): void {
    const blocks = Math.ceil((0.05 * this.#options.sampleRateHz) / BLOCK_SAMPLES);
    for (let i = 0; i < blocks; i++) this.#render();
    this.#cursor = BLOCK_SAMPLES;
  }

  #render(): void {
    const block = this.#block;
    this.#shaft.advance(block);
    block.direct.fill(0);
    block.blows.fill(0);
    fillWhite(this.#random, block.white);
    for (const source of this.#always) source.render(block, 1);
    const share = 1 - Math.exp(-BLOCK_SAMPLES / (FADE_S * block.sampleRateHz));
    for (const fault of this.#faults.values()) {
      fault.now += share * (fault.target - fault.now);
      if (fault.now > 1e-4) fault.source.render(block, fault.now);
    }
    this.#resonances.add(block.blows, block.direct);
    this.#sensor.measure(block.direct, this.#ready);
    this.#cursor = 0;
  }
}
