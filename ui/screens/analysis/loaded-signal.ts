import type { Capture } from '#schemas/captures/capture';
import type { TrackFacts } from '#schemas/captures/track';
import { readTrack, timeOfSample, trackSamples } from '#schemas/captures/track-file';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import type { CaptureId, PointId } from '#schemas/ids/ids';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import type { View } from '#schemas/websocket/view';
import { request, requestFile } from '../../http/request.ts';
import type { App } from '../../session/app.ts';
import { analysisWords } from '../../text/analysis.ts';
import { fullName } from '../../websocket/point-cell.ts';
import type { SignalSource } from './analysis-address.ts';
import type { WorkSignal } from './signal-work.ts';

/** A signal that can be analysed, with what is known of it. */
export interface LoadedSignal extends WorkSignal {
  readonly key: string;
  readonly name: string;
  /** Null for a file of one’s own. */
  readonly pointId: PointId | null;
  /** Null for what was seen live, and for a file. */
  readonly captureId: CaptureId | null;
  readonly facts: MachineFacts | null;
  readonly speedRpm: number | null;
  /** When the first sample was taken, ms. */
  readonly atMs: number;
  /** What a reader has to know of it, or null. */
  readonly note: string | null;
}

/** The signals of a source, with their samples. */
export async function loadSource(
  app: App,
  source: SignalSource,
  signal: AbortSignal,
): Promise<LoadedSignal[]> {
  if (source.kind === 'live') return [await frozen(app, source.pointId, signal)];
  const { captureId } = source;
  const capture = await request(CAPTURE_ROUTES.capture, { params: { captureId }, signal });
  const kept = capture.tracks.filter(
    ({ state, pointId }) =>
      state === 'kept' && (source.pointId === null || source.pointId === pointId),
  );
  return Promise.all(kept.map(({ pointId }) => loadTrack(app, capture, pointId, signal)));
}

async function loadTrack(
  app: App,
  capture: Capture,
  pointId: PointId,
  signal: AbortSignal,
): Promise<LoadedSignal> {
  const { captureId } = capture;
  const params = { captureId, pointId };
  const response = await requestFile(CAPTURE_ROUTES.captureSamples, { params, signal });
  const track = readTrack(new Uint8Array(await response.arrayBuffer()));
  const { from, to } = longestStretch(track.facts);
  const facts = app.plant.cell(pointId)?.point.peek().facts ?? null;
  const isPart = to - from < track.facts.samples;
  return {
    key: `${captureId}.${pointId}`,
    name: nameOf(app, capture, pointId),
    ...{ pointId, captureId, facts },
    samples: trackSamples(track).slice(from, to),
    sampleRateHz: track.facts.sampleRateHz,
    unit: track.facts.unit,
    speedRpm: capture.speedRpm ?? facts?.speedRpm ?? null,
    atMs: timeOfSample(track.facts, from) / 1000,
    note: isPart ? analysisWords.longestPart((to - from) / track.facts.sampleRateHz) : null,
  };
}

/** The samples without a break that are the most: over a break there is no spectrum, and nothing is filled in. */
export function longestStretch({ stretches, samples }: Pick<TrackFacts, 'stretches' | 'samples'>) {
  let best = { from: 0, to: 0 };
  for (const [i, { from }] of stretches.entries()) {
    const to = stretches[i + 1]?.from ?? samples;
    if (to - from > best.to - best.from) best = { from, to };
  }
  return best;
}

function nameOf(app: App, capture: Capture, pointId: PointId): string {
  const point = app.plant.cell(pointId)?.point.peek();
  if (point !== undefined) return fullName(point);
  const track = capture.tracks.find((one) => one.pointId === pointId);
  return track?.pointName ?? analysisWords.gone;
}

const LIVE_WITHIN_MS = 10_000;

/** The next window that the point sends, held. */
function frozen(app: App, pointId: PointId, signal: AbortSignal): Promise<LoadedSignal> {
  return new Promise((resolve, reject) => {
    const unwatch = app.watching.watch(pointId, 1);
    const end = app.onView((view) => {
      if (view.pointId !== pointId) return;
      stop();
      resolve(liveSignal(app, pointId, view));
    });
    const timer = setTimeout(() => fail(analysisWords.nothingLive), LIVE_WITHIN_MS);
    const stop = () => {
      clearTimeout(timer);
      end();
      unwatch();
    };
    const fail = (sentence: string) => {
      stop();
      reject(new Error(sentence));
    };
    signal.addEventListener('abort', () => fail(analysisWords.nothingLive));
  });
}

function liveSignal(app: App, pointId: PointId, view: View): LoadedSignal {
  const point = app.plant.cell(pointId)?.point.peek();
  return {
    key: `live.${pointId}.${view.windowNumber}`,
    name: point === undefined ? analysisWords.gone : fullName(point),
    ...{ pointId, captureId: null },
    samples: Float32Array.from(view.waveform, (count) => count * view.waveformScaleG),
    sampleRateHz: view.waveformRateHz,
    unit: point?.unit === 'undeclared' ? 'undeclared' : 'g',
    facts: point?.facts ?? null,
    speedRpm: view.speedRpm ?? point?.facts.speedRpm ?? null,
    atMs: view.atUs / 1000,
    note: analysisWords.liveNote,
  };
}
