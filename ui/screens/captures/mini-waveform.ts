import { html } from 'htm/preact';
import type { TrackPreview } from '#schemas/captures/capture';
import { captureWords as words } from '../../text/captures.ts';
import { figure } from '../../text/numbers.ts';

const HEIGHT = 32;

/** The outline of a waveform: from the smallest to the largest value of each step; a hole where nothing was measured. */
export function MiniWaveform({
  preview,
  name,
  unit,
}: {
  preview: TrackPreview | null;
  name: string;
  unit: string;
}) {
  if (preview === null) return html`<span class="muted">${words.noPreview}</span>`;
  const values = [...preview.min, ...preview.max].filter((value) => value !== null);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const yOf = (value: number) => HEIGHT - ((value - low) / (high - low || 1)) * HEIGHT;
  const bars = preview.min.flatMap((min, i) => {
    const max = preview.max[i];
    if (min === null || max === null || max === undefined) return [];
    return `M${i} ${(yOf(min) + 0.4).toFixed(1)}V${(yOf(max) - 0.4).toFixed(1)}h1V${(yOf(min) + 0.4).toFixed(1)}z`;
  });
  const label = words.preview(name, `${figure(low)} ${unit}`, `${figure(high)} ${unit}`);
  return html`<svg
    class="mini-waveform"
    role="img"
    aria-label=${label.trim()}
    viewBox=${`0 -1 ${preview.min.length} ${HEIGHT + 2}`}
    preserveAspectRatio="none"
  >
    <path d=${bars.join('')} />
  </svg>`;
}
