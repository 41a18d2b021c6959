import type uPlot from 'uplot';
import type { Severity } from '#schemas/audit/severity';
import type { AuditActivity } from '#schemas/http/audit';
import type { ChartColour, ChartColours } from '../../../parts/charts/chart-colours.ts';

/** From the foot of a bar to its top: what matters most stands highest. */
export const SEVERITY_BARS: readonly { severity: Severity; colour: ChartColour }[] = [
  { severity: 'info', colour: 'trace' },
  { severity: 'warning', colour: 'warning' },
  { severity: 'critical', colour: 'danger' },
];

/** Stacked bars, one for each stretch of time. */
export function drawBars(
  u: uPlot,
  buckets: AuditActivity['buckets'],
  bucketMs: number,
  colours: ChartColours,
): void {
  const { ctx } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  for (const bucket of buckets) {
    const left = u.valToPos(bucket.fromMs / 1000, 'x', true);
    const right = u.valToPos((bucket.fromMs + bucketMs) / 1000, 'x', true);
    const gap = Math.min(2 * ratio, (right - left) * 0.2);
    let stacked = 0;
    for (const { severity, colour } of SEVERITY_BARS) {
      const n = bucket[severity];
      if (n === 0) continue;
      const foot = u.valToPos(stacked, 'y', true);
      stacked += n;
      const top = u.valToPos(stacked, 'y', true);
      ctx.fillStyle = colours[colour];
      // A single critical entry beside thousands must not be thinner than a pixel.
      ctx.fillRect(
        left + gap / 2,
        Math.min(top, foot - ratio),
        right - left - gap,
        Math.max(ratio, foot - top),
      );
    }
  }
  ctx.restore();
}
