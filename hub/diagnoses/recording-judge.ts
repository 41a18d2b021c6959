import { refused } from '#schemas/errors/refused';
import { type DiagnosisRequest, SAMPLES_MAX } from '#schemas/http/diagnoses';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import type { Verdict } from '#schemas/readings/finding';
import { type SignalUnit, STANDARD_GRAVITY_M_S2 } from '#schemas/units/units';
import { diagnoseRecording } from '#signal/diagnosis/diagnose-recording';
import { WindowAnalyzer } from '#signal/features/analyzer';
import { FEATURE_INDEX } from '#signal/features/features';
import { loadFft } from '#signal/spectrum/fft';

const WINDOW = 2_048;
/** Lines of the spectrum that is kept: as many as a screen shows. */
const BINS = 512;

/** What is kept of a judged recording. */
export interface Judged {
  readonly seconds: number;
  readonly sampleRateHz: number;
  readonly unit: SignalUnit;
  readonly facts: DiagnosisRequest['facts'] & typeof UNKNOWN_MACHINE;
  readonly verdict: Verdict;
  readonly windows: number;
  readonly velocityMmS: number | null;
  readonly accelerationG: number | null;
  readonly kurtosis: number | null;
  readonly spectrum: { hzPerBin: number; values: number[] };
}

/** Judges recordings by rules, one after the other, with pauses: the hub’s other work goes on in between. */
export class RecordingJudge {
  #turn: Promise<unknown> = Promise.resolve();

  /** Throws `recording_unreadable` with a sentence. */
  judge(request: DiagnosisRequest): Promise<Judged> {
    const turn = this.#turn.then(() => judge(request));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

async function judge(request: DiagnosisRequest): Promise<Judged> {
  const { sampleRateHz, unit } = request;
  const samples = samplesOf(request);
  const facts = { ...UNKNOWN_MACHINE, ...request.facts };
  const analyzer = new WindowAnalyzer({
    fft: await loadFft(),
    windowSamples: WINDOW,
    hopSamples: WINDOW,
  });
  const pause = () => new Promise<void>((next) => setImmediate(next));
  const { verdict, analysis, windows } = await readably(() =>
    diagnoseRecording(analyzer, { samples, sampleRateHz, unit, facts }, pause),
  );
  const figure = (name: keyof typeof FEATURE_INDEX) => {
    const value = analysis.features[FEATURE_INDEX[name]];
    return Number.isFinite(value) ? Number(value.toPrecision(4)) : null;
  };
  const isLevel = unit === 'g' || unit === 'm_s2';
  return {
    seconds: samples.length / sampleRateHz,
    sampleRateHz,
    unit,
    facts,
    verdict,
    windows,
    velocityMmS: isLevel ? figure('velocityMmS') : null,
    accelerationG: isLevel ? figure('rmsG') : null,
    kurtosis: figure('kurtosis'),
    spectrum: shrunk(analysis.spectrum),
  };
}

/** In g, or in the recording’s own unit where that is none of acceleration. */
function samplesOf({ samples, unit }: DiagnosisRequest): Float32Array {
  const read = Array.isArray(samples) ? Float32Array.from(samples) : unpacked(samples);
  if (read.length < WINDOW) {
    throw refused('recording_too_short', { count: WINDOW });
  }
  if (read.length > SAMPLES_MAX) {
    throw refused('recording_too_long', { count: SAMPLES_MAX });
  }
  if (!read.every(Number.isFinite)) {
    throw refused('recording_no_numbers');
  }
  return unit === 'm_s2' ? read.map((value) => value / STANDARD_GRAVITY_M_S2) : read;
}

function unpacked({
  format,
  base64,
  scale,
}: Exclude<DiagnosisRequest['samples'], number[]>): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  const size = format === 'int16' ? 2 : 4;
  if (bytes.length % size !== 0) {
    throw refused('recording_cut_off');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float32Array.from({ length: bytes.length / size }, (_, i) =>
    format === 'int16' ? view.getInt16(i * 2, true) * scale : view.getFloat32(i * 4, true) * scale,
  );
}

async function readably<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw refused('recording_rate', {}, { cause });
  }
}

/** Of each stretch the highest line, so that none is lost. */
function shrunk({
  hzPerBin,
  bins,
  values,
}: {
  hzPerBin: number;
  bins: number;
  values: Float32Array;
}) {
  const step = Math.max(1, Math.ceil(bins / BINS));
  const kept = Array.from({ length: Math.floor(bins / step) }, (_, i) => {
    let highest = 0;
    for (let k = i * step; k < (i + 1) * step; k++) highest = Math.max(highest, values[k]);
    return Number(highest.toPrecision(4));
  });
  return { hzPerBin: hzPerBin * step, values: kept };
}
