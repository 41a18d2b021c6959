import { PREVIEW_STEPS, type TrackPreview } from '#schemas/captures/capture';
import { countsOf, rawBlocks, type Track, timeOfSample } from '#schemas/captures/track-file';
import { endUsOf } from './open-track.ts';

/** The outline of a track over its own time, so that a list can show it without the samples. Where nothing was measured it has a hole. */
export async function previewOf(track: Track): Promise<TrackPreview> {
  const { facts } = track;
  const startUs = facts.stretches[0].t0Us;
  const perUs = PREVIEW_STEPS / Math.max(1, endUsOf(facts) - startUs);
  const min = new Float64Array(PREVIEW_STEPS).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(PREVIEW_STEPS).fill(Number.NEGATIVE_INFINITY);
  let sample = 0;
  for (const raw of rawBlocks(track)) {
    const counts = countsOf(facts.format, raw);
    for (let i = 0; i < counts.length; ) {
      // Stretch by stretch within the block: time runs evenly there.
      const next = facts.stretches.find(({ from }) => from > sample)?.from ?? facts.samples;
      const end = Math.min(counts.length, i + next - sample);
      const t0Us = timeOfSample(facts, sample) - startUs;
      const perSample = (1e6 / facts.sampleRateHz) * perUs;
      const first = t0Us * perUs;
      for (let k = 0; i < end; i++, k++, sample++) {
        const step = Math.max(0, Math.min(PREVIEW_STEPS - 1, Math.floor(first + k * perSample)));
        if (counts[i] < min[step]) min[step] = counts[i];
        if (counts[i] > max[step]) max[step] = counts[i];
      }
    }
    await new Promise(setImmediate);
  }
  const value = (count: number) =>
    Number.isFinite(count) ? Number((count * facts.scale).toPrecision(4)) : null;
  return { min: Array.from(min, value), max: Array.from(max, value) };
}
