import type { SpectrogramPlan } from '#signal/spectrum/spectrogram';
import type { PlanePart } from '../../parts/charts/plane-plot.ts';
import type { Range } from '../../parts/charts/view-range.ts';
import type { AnalysisView } from './analysis-address.ts';
import type { LoadedSignal } from './loaded-signal.ts';

type Measured = Pick<LoadedSignal, 'samples' | 'sampleRateHz' | 'speedRpm'>;

const ROWS_MAX = 480;
/** Columns of a waterfall within which a line is to be seen apart from its neighbour. */
const APART_COLUMNS = 1024;
/** A waterfall as a whole is averaged over so many Hz: finer lines would not be seen, and noise would. */
const COARSEST_HZ = 1;
/** Segments of four square roots of time over frequencies: about as many px wide as high is what they blur. */
const SHARPNESS = 4;
const SEGMENT_LEAST = 64;
/** Closer than so many samples, or so many bins of the finest spectrum, there is nothing more to see. */
const LEAST_SAMPLES = 256;
const LEAST_BINS = 16;

/** Whether the axis of a picture counts orders: the chosen signal has to say its speed. */
export function countsOrders({ isOrders }: AnalysisView, chosen: Measured): boolean {
  return isOrders && chosen.speedRpm !== null;
}

/** How long one Hz of a signal is on the axis; null: on an axis of orders a signal without speed has no place. */
export function perHzOf(signal: Measured, inOrders: boolean): number | null {
  if (!inOrders) return 1;
  return signal.speedRpm === null ? null : 60 / signal.speedRpm;
}

/** All there is: frequencies across; down the time of a spectrogram in s, or the captures of a waterfall, counted. */
export function wholePlane(
  kind: AnalysisView['kind'],
  signals: readonly Measured[],
  chosen: Measured,
  inOrders: boolean,
): PlanePart {
  const reach = (signal: Measured) => (signal.sampleRateHz / 2) * (perHzOf(signal, inOrders) ?? 0);
  if (kind === 'spectrogram') {
    return { x: [0, reach(chosen)], y: [0, chosen.samples.length / chosen.sampleRateHz] };
  }
  return { x: [0, Math.max(...signals.map(reach))], y: [0, signals.length] };
}

/** The part that a view shows, or that somebody asks for: within the whole, and no smaller than makes sense. */
export function shownPlane(
  { x, y }: { readonly x: Range | null; readonly y: Range | null },
  whole: PlanePart,
  kind: AnalysisView['kind'],
  chosen: Measured,
): PlanePart {
  const seconds = chosen.samples.length / chosen.sampleRateHz;
  const perHz = whole.x[1] / (chosen.sampleRateHz / 2);
  const leastDown = kind === 'spectrogram' ? LEAST_SAMPLES / chosen.sampleRateHz : 1;
  return {
    x: fitted(x, whole.x, (LEAST_BINS / seconds) * perHz),
    y: fitted(y, whole.y, leastDown),
  };
}

function fitted(range: Range | null, whole: Range, least: number): Range {
  if (range === null) return whole;
  const [low, high] = [Math.max(whole[0], range[0]), Math.min(whole[1], range[1])];
  if (!(high > low)) return whole;
  const length = Math.min(whole[1] - whole[0], Math.max(least, high - low));
  const from = (low + high - length) / 2;
  const start = Math.min(Math.max(whole[0], from), whole[1] - length);
  return [start, start + length];
}

/** The half, quarter, eighth … of the whole that is just long enough for what is shown. */
export function stepLength([least, most]: Range, [low, high]: Range): number {
  const level = Math.floor(Math.log2((most - least) / (high - low)) + 1e-9);
  return (most - least) / 2 ** Math.max(0, level);
}

/** What is computed where `shown` is looked at: it begins and ends at steps, so that a small move needs nothing new. */
export function partAround(whole: Range, shown: Range): Range {
  const [least, most] = whole;
  const step = stepLength(whole, shown) / 4;
  const from = least + Math.floor((shown[0] - least) / step + 1e-9) * step;
  const to = least + Math.ceil((shown[1] - least) / step - 1e-9) * step;
  return [Math.max(least, from), Math.min(most, to)];
}

/**
 * How the shown part of a spectrogram is computed: the closer in time, the shorter the segments and their hop; the closer in
 * frequency, the longer the segments, up to a quarter of the recording.
 */
export function spectrogramPlan(
  whole: PlanePart,
  shown: PlanePart,
  { samples, sampleRateHz }: Measured,
): SpectrogramPlan {
  const perHz = whole.x[1] / (sampleRateHz / 2);
  const [fromS, toS] = partAround(whole.y, shown.y);
  const [low, high] = partAround(whole.x, shown.x);
  const seconds =
    SHARPNESS * Math.sqrt(stepLength(whole.y, shown.y) / (stepLength(whole.x, shown.x) / perHz));
  const most = Math.max(SEGMENT_LEAST, 2 ** Math.floor(Math.log2(samples.length / 4)));
  const segment = 2 ** Math.round(Math.log2(seconds * sampleRateHz));
  return {
    segmentSamples: Math.min(most, Math.max(SEGMENT_LEAST, segment)),
    ...{ rowsMax: ROWS_MAX, fromS, toS, lowHz: low / perHz, highHz: high / perHz },
  };
}

/** How fine the spectra of a waterfall are: as was chosen, or as what is shown can show. */
export function waterfallResolution(
  { resolutionHz }: Pick<AnalysisView, 'resolutionHz'>,
  whole: Range,
  shown: Range,
  perHz: number,
): number {
  if (resolutionHz !== 0) return resolutionHz;
  return Math.min(COARSEST_HZ, stepLength(whole, shown) / perHz / APART_COLUMNS);
}
