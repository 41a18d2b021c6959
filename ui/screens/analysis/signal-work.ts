import type { SignalUnit } from '#schemas/units/units';
import {
  type BandSearch,
  bandSearch,
  type ChosenBand,
  chooseEnvelopeBand,
} from '#signal/envelope/choose-band';
import { envelopeSpectrum, squaredEnvelope } from '#signal/envelope/envelope';
import type { BandHz } from '#signal/envelope/envelope-band';
import { type KurtogramCell, kurtogram } from '#signal/envelope/kurtogram';
import { integrated } from '#signal/spectrum/integrate';
import { transformLengthWithin, welch } from '#signal/spectrum/psd';
import { conversionOf, lineGain, type Quantity } from '#signal/spectrum/quantity';
import { type Spectrogram, type SpectrogramPlan, spectrogram } from '#signal/spectrum/spectrogram';

/** Samples to work on. */
export interface WorkSignal {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly unit: SignalUnit;
}

/** What a spectrum is wanted of; `quantity` null: the samples as they are. */
export type Work =
  | { readonly kind: 'waveform'; readonly quantity: Quantity | null; readonly lowHz: number }
  | {
      readonly kind: 'spectrum';
      readonly quantity: Quantity | null;
      readonly lowHz: number;
      /** 0: as fine as the recording allows; else averaged over segments that resolve so many Hz. */
      readonly resolutionHz: number;
    }
  | { readonly kind: 'envelope'; readonly band: BandHz }
  | { readonly kind: 'kurtogram' }
  | {
      readonly kind: 'spectrogram';
      readonly quantity: Quantity | null;
      readonly lowHz: number;
      readonly plan: SpectrogramPlan;
    }
  | {
      /** The spectrum of one segment about a moment. */
      readonly kind: 'moment';
      readonly quantity: Quantity | null;
      readonly lowHz: number;
      readonly atS: number;
      readonly segmentSamples: number;
    };

/** Values at equal steps of an axis that begins at 0. */
export interface Steps {
  readonly values: Float32Array<ArrayBuffer>;
  /** Hz or seconds from one value to the next. */
  readonly step: number;
}

export type Worked =
  | ({ readonly kind: 'steps' } & Steps)
  | {
      readonly kind: 'bands';
      readonly chosen: ChosenBand;
      readonly cells: readonly KurtogramCell[];
      readonly search: BandSearch;
      /** How much of the recording they were made of, from its beginning. */
      readonly seconds: number;
    }
  | ({
      readonly kind: 'picture';
      readonly plan: SpectrogramPlan;
      readonly values: Float32Array<ArrayBuffer>;
    } & Omit<Spectrogram, 'amplitudes'>);

const KURTOGRAM_LEAST_HZ = 300;
const KURTOGRAM_SECONDS = 4;
const UNCHANGED = { times: 0, factor: 1 } as const;

/** Does one piece of work. Amplitudes are peak values of a sine, of the unit; the transform library must be loaded. */
export function work(signal: WorkSignal, wanted: Work): Worked {
  switch (wanted.kind) {
    case 'waveform': {
      const conversion = conversionFor(signal, wanted.quantity);
      const { samples, sampleRateHz } = signal;
      const values = integrated(samples, sampleRateHz, conversion, wanted.lowHz);
      return { kind: 'steps', values, step: 1 / sampleRateHz };
    }
    case 'spectrum':
      return { kind: 'steps', ...amplitudeSpectrum(signal, wanted) };
    case 'envelope': {
      const samples = transformable(signal.samples);
      const { sampleRateHz } = signal;
      const squared = squaredEnvelope(samples, sampleRateHz, wanted.band);
      const { amplitudes, hzPerBin } = envelopeSpectrum(squared, sampleRateHz);
      return { kind: 'steps', values: Float32Array.from(amplitudes), step: hzPerBin };
    }
    case 'kurtogram':
      return bandsOf(signal);
    case 'spectrogram':
      return pictureOf(signal, wanted);
    case 'moment':
      return {
        kind: 'steps',
        ...amplitudeSpectrum(momentOf(signal, wanted), { ...wanted, resolutionHz: 0 }),
      };
  }
}

function amplitudeSpectrum(
  signal: WorkSignal,
  { quantity, lowHz, resolutionHz }: Omit<Extract<Work, { kind: 'spectrum' }>, 'kind'>,
): Steps {
  const { samples, sampleRateHz } = signal;
  const whole = transformLengthWithin(samples.length);
  const segment =
    resolutionHz === 0
      ? whole
      : Math.min(
          whole,
          transformLengthWithin(Math.max(64, Math.round(sampleRateHz / resolutionHz))),
        );
  const used = resolutionHz === 0 ? samples.subarray(0, whole) : samples;
  const { density, hzPerBin } = welch(used, sampleRateHz, segment);
  const conversion = conversionFor(signal, quantity);
  const values = new Float32Array(density.length);
  for (let k = 1; k < density.length; k++) {
    // Of a Hann window a sine of amplitude a has the mean square a²/3 in its highest bin.
    const amplitude = Math.sqrt(3 * density[k] * hzPerBin);
    values[k] = amplitude * lineGain(k * hzPerBin, conversion, lowHz);
  }
  return { values, step: hzPerBin };
}

function bandsOf({ samples, sampleRateHz }: WorkSignal): Worked {
  const used = transformable(samples.subarray(0, Math.ceil(KURTOGRAM_SECONDS * sampleRateHz)));
  const cells = kurtogram(used, sampleRateHz, {
    leastWidthHz: KURTOGRAM_LEAST_HZ,
    lowestHz: 0,
    highestHz: sampleRateHz / 2,
  });
  const chosen = chooseEnvelopeBand(used, sampleRateHz);
  const seconds = used.length / sampleRateHz;
  return { kind: 'bands', chosen, cells, search: bandSearch(sampleRateHz), seconds };
}

function pictureOf(
  signal: WorkSignal,
  { quantity, lowHz, plan }: Extract<Work, { kind: 'spectrogram' }>,
): Worked {
  const made = spectrogram(signal.samples, signal.sampleRateHz, plan);
  const { amplitudes: values, ...facts } = made;
  const { bins, firstBin, hzPerBin } = facts;
  const conversion = conversionFor(signal, quantity);
  const gains = Float32Array.from({ length: bins }, (_, i) =>
    firstBin + i === 0 ? 0 : lineGain((firstBin + i) * hzPerBin, conversion, lowHz),
  );
  for (let i = 0; i < values.length; i++) values[i] *= gains[i % bins];
  return { kind: 'picture', plan, ...facts, values };
}

/** The samples of the segment; at the ends of a recording the first and the last whole one. */
function momentOf(
  { samples, sampleRateHz, unit }: WorkSignal,
  { atS, segmentSamples }: Extract<Work, { kind: 'moment' }>,
): WorkSignal {
  const free = Math.max(0, samples.length - segmentSamples);
  const start = Math.round(Math.min(free, Math.max(0, atS * sampleRateHz - segmentSamples / 2)));
  return { samples: samples.subarray(start, start + segmentSamples), sampleRateHz, unit };
}

function conversionFor({ unit }: WorkSignal, quantity: Quantity | null) {
  return (quantity === null ? null : conversionOf(unit, quantity)) ?? UNCHANGED;
}

function transformable(samples: Float32Array): Float32Array {
  return samples.subarray(0, transformLengthWithin(samples.length));
}
