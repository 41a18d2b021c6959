import type { SensorDescription } from '#schemas/broker/messages';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { FRAME_MAX_AXES, type SampleFormat } from '#schemas/frames/frame';
import type { BearingGeometry } from '#schemas/plant/machine-facts';
import type { SignalUnit } from '#schemas/units/units';
import type { RecordingFile } from './recordings/recording-file.ts';
import { fullScale } from './sample-scale.ts';
import type { SampleSource } from './sample-source.ts';

/** What the person says of a recording; undefined: what the file says. */
export interface ReplayOptions {
  sensorId: string;
  sampleRateHz?: number;
  unit?: SignalUnit;
  speedRpm?: number;
  bearing?: BearingGeometry;
  /** Channel names; "all" for every one. */
  channels?: readonly string[];
  /** Samples are multiplied by this: what full scale of a .wav is in the unit. */
  factor: number;
  loop: boolean;
  /** Parts come at the pace at which they were recorded; else one follows the other without a break. */
  keepPauses: boolean;
  format: SampleFormat;
  /** ± full scale of an integer format. */
  range: number;
}

/** A recording as a sensor: chosen channels are its axes, samples go out as they are. */
export class ReplaySensor implements SampleSource {
  readonly description: SensorDescription;
  readonly format: SampleFormat;
  readonly scale: Float32Array;
  readonly #recording: RecordingFile;
  readonly #options: ReplayOptions;
  readonly #picked: number[];
  #next = 0;
  #part: Float32Array[];
  #at = 0;

  /** Throws `recording_unreadable` when the rate is unknown, a channel is not there, or a sample is no number. */
  constructor(recording: RecordingFile, options: ReplayOptions) {
    this.#recording = recording;
    this.#options = options;
    this.#picked = pick(recording, options.channels);
    this.description = describe(recording, options, this.#picked);
    this.format = options.format;
    this.scale = new Float32Array(this.#picked.length).fill(
      fullScale(options.format, options.range),
    );
    this.#part = this.#load();
  }

  next(count: number, axes: readonly Float32Array[]): number {
    return this.#take(count, axes);
  }

  skip(count: number): number {
    return this.#take(count, null);
  }

  pauseAfterS(): number {
    const { keepPauses, loop } = this.#options;
    const another = loop || this.#next < this.#recording.parts.length;
    return keepPauses && another && this.#atEnd() ? this.#recording.pauseS : 0;
  }

  #take(count: number, axes: readonly Float32Array[] | null): number {
    let taken = 0;
    while (taken < count && this.#more()) {
      const end = Math.min(this.#at + count - taken, this.#part[0]!.length);
      axes?.forEach((out, axis) => {
        out.set(this.#part[axis]!.subarray(this.#at, end), taken);
      });
      taken += end - this.#at;
      this.#at = end;
      if (this.#options.keepPauses && this.#atEnd()) break;
    }
    return taken;
  }

  #atEnd(): boolean {
    return this.#at === this.#part[0]!.length;
  }

  /** Makes sure that a sample is left in `#part`; false at the end. */
  #more(): boolean {
    if (!this.#atEnd()) return true;
    if (this.#next === this.#recording.parts.length) {
      if (!this.#options.loop) return false;
      this.#next = 0;
    }
    this.#part = this.#load();
    return true;
  }

  #load(): Float32Array[] {
    const { name, parts } = this.#recording;
    const channels = parts[this.#next++]!.read();
    this.#at = 0;
    const { factor } = this.#options;
    const part = this.#picked.map((channel) =>
      factor === 1 ? channels[channel]! : channels[channel]!.map((value) => value * factor),
    );
    for (const samples of part) {
      const bad = samples.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) throw unreadable(`Sample ${bad} of ${name} is not a number.`);
    }
    // Channels of one sensor end together: the shortest decides.
    const length = Math.min(...part.map((samples) => samples.length));
    if (length === 0) throw unreadable(`${name} holds no samples.`);
    return part.map((samples) => samples.subarray(0, length));
  }
}

function pick(recording: RecordingFile, asked: readonly string[] | undefined): number[] {
  const names = recording.channels.map(({ name }) => name);
  const wanted = asked?.includes('all') ? names : (asked ?? recording.usualChannels);
  const picked = wanted.map((name) => names.indexOf(name));
  const missing = wanted.find((_, i) => picked[i] === -1);
  if (missing !== undefined)
    throw unreadable(`${recording.name} has no channel ${missing}; it has ${names.join(', ')}.`);
  if (picked.length > FRAME_MAX_AXES)
    throw unreadable(
      `${recording.name} has ${picked.length} channels; name up to 8 with --channel: ${names.join(', ')}.`,
    );
  return picked;
}

function describe(
  recording: RecordingFile,
  options: ReplayOptions,
  picked: readonly number[],
): SensorDescription {
  const sampleRateHz = options.sampleRateHz ?? recording.sampleRateHz;
  if (sampleRateHz === null)
    throw unreadable(`${recording.name} does not say its sample rate: give it with --rate <Hz>.`);
  const speedRpm = options.speedRpm ?? recording.speedRpm;
  return {
    sensorId: options.sensorId,
    sampleRateHz,
    unit: options.unit ?? recording.unit ?? 'undeclared',
    machine: recording.name.slice(0, 80),
    origin: `replay of ${recording.name}`.slice(0, 120),
    axes: picked.map((channel, axis) => {
      const { name, bearing } = recording.channels[channel]!;
      return {
        axis,
        name: name.slice(0, 80),
        facts: {
          speedRpm,
          bearing: options.bearing ?? bearing,
          powerKw: recording.powerKw,
          isoGroup: null,
          support: null,
          baselineVelocityMmS: null,
        },
      };
    }),
  };
}

function unreadable(sentence: string): TremoloError {
  return new TremoloError('recording_unreadable', sentence);
}
