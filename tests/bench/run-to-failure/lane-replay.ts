import type { ConditionChange, PointSummary } from '#schemas/broker/messages';
import { encodeFrame } from '#schemas/frames/encode';
import { newId, type PointId } from '#schemas/ids/ids';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { WindowFeatures } from '../../../agent/features/window-features.ts';
import { ReadingWay } from '../../../agent/flows.ts';
import { OnnxModel } from '../../../agent/inference/onnx-model.ts';
import { BASELINE_MODEL_PATH, loadModel } from '../../../agent/models/load-model.ts';

/** A short stretch of signal that stands for the time until the next one. */
export interface Snapshot {
  readonly channels: readonly Float32Array[];
}

export interface ReplayOf {
  readonly snapshots: AsyncIterable<Snapshot>;
  readonly axes: number;
  readonly sampleRateHz: number;
  readonly facts: MachineFacts;
}

export interface Replayed {
  readonly pointIds: readonly PointId[];
  /** In order; their times are those of the stream, which begins at 0. */
  readonly told: readonly (ConditionChange | PointSummary)[];
}

const SENSOR = 'rig';

/**
 * Carries snapshots through a lane as it is: frames, windows, context, rules, the shipped model, condition filter. One follows the
 * other without a gap, for a lane never judges across one: the stream is as long as what was recorded, not as the time between.
 */
export async function replayThroughLane(of: ReplayOf): Promise<Replayed> {
  const { bytes, card } = await loadModel(BASELINE_MODEL_PATH);
  const session = await OnnxModel.open(bytes, card, 'cpu');
  const told: (ConditionChange | PointSummary)[] = [];
  let nowMs = 0;
  const way = new ReadingWay({
    features: await WindowFeatures.load(card.windowSamples, card.hopSamples),
    model: { card, run: (input, count) => session.run(input, count) },
    windowSamples: card.windowSamples,
    hopSamples: card.hopSamples,
    batch: { maxWindows: 64, maxDelayMs: 1 },
    rings: null,
    clock: () => nowMs,
    log: () => undefined,
    onChange: (change) => told.push(change),
    onSummary: (summary) => told.push(summary),
    sendView: () => true,
  });
  const pointIds = Array.from({ length: of.axes }, () => newId('pt') as PointId);
  const points = pointIds.map((pointId, axis) => ({
    ...{ pointId, sensorId: SENSOR, axis, unit: 'g' as const, facts: of.facts },
  }));
  way.points.assign(points, [], {});
  let sequence = 0;
  for await (const { channels } of of.snapshots) {
    const count = channels[0].length;
    const t0Us = Math.round(nowMs * 1_000);
    const scale = Float32Array.from({ length: 8 }, (_, axis) => Number(axis < of.axes));
    const header = { format: 'float32', axes: of.axes, sampleRateHz: of.sampleRateHz } as const;
    way.frame(
      SENSOR,
      encodeFrame({ ...header, t0Us, sequence: sequence++, count, scale }, channels),
      nowMs,
    );
    await way.settle();
    nowMs += (count / of.sampleRateHz) * 1_000;
  }
  return { pointIds, told };
}
