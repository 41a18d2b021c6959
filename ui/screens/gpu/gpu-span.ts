import type { gpu } from '../../text/gpu.ts';

export type GpuRange = keyof typeof gpu.ranges;

/** The last so long up to now, or a fixed part that was dragged over. */
export type GpuSpan =
  | { readonly kind: 'live'; readonly name: GpuRange }
  | { readonly kind: 'fixed'; readonly fromMs: number; readonly toMs: number };

const DAY_MS = 86_400_000;
export const GPU_RANGE_MS: Readonly<Record<GpuRange, number>> = {
  live: 300_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
  year: 365 * DAY_MS,
};

/** From and to in ms. */
export function gpuSpanRange(span: GpuSpan, nowMs: number): readonly [number, number] {
  if (span.kind === 'fixed') return [span.fromMs, span.toMs];
  return [nowMs - GPU_RANGE_MS[span.name], nowMs];
}

/** How often it is asked for again; null: a fixed part does not change. */
export function gpuRefreshMs(span: GpuSpan): number | null {
  if (span.kind === 'fixed') return null;
  return Math.min(600_000, Math.max(10_000, GPU_RANGE_MS[span.name] / 500));
}

/** Whether the seconds that come live are drawn after what is kept. */
export function takesTail(span: GpuSpan): boolean {
  return span.kind === 'live' && GPU_RANGE_MS[span.name] <= GPU_RANGE_MS.hour;
}
