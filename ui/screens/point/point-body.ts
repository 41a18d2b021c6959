import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { pointWords } from '../../text/point.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import { ChangesPanel } from './changes-panel.ts';
import type { DraftField } from './facts-draft.ts';
import { FactsPanel } from './facts-panel.ts';
import type { LiveViews } from './live-views.ts';
import { MountingPanel } from './mounting-panel.ts';
import { ScoresPanel } from './scores-panel.ts';
import { familiesOf, type LineFamily } from './spectral-lines.ts';
import { SpectrumChart } from './spectrum-chart.ts';
import { TrendChart } from './trend-chart.ts';
import { Waterfall } from './waterfall.ts';
import { WaveformChart } from './waveform-chart.ts';

const SPECTRUM_FAMILIES: readonly LineFamily[] = ['shaft', 'bpfo', 'bpfi', 'bsf', 'ftf'];
const ENVELOPE_FAMILIES: readonly LineFamily[] = ['bpfo', 'bpfi', 'bsf', 'ftf', 'shaft'];

/** The signal behind what is said of a point, and what is known of its machine. */
export function PointBody({ cell, views }: { cell: PointCell; views: LiveViews }) {
  const { unit } = cell.point.value;
  const findings = cell.latest.peek()?.verdict.findings ?? [];
  const inSpectrum = useSignal<ReadonlySet<LineFamily>>(new Set(['shaft']));
  const inEnvelope = useSignal<ReadonlySet<LineFamily>>(familiesOf(findings));
  const editing = useSignal<DraftField | null>(null);
  const enterFact = (field: DraftField) => {
    editing.value = field;
  };
  const amplitude = pointWords.waveformUnit[unit];
  return html`<div class="point-charts">
      <${WaveformChart} views=${views} unit=${amplitude} />
      <${SpectrumChart}
        kind="spectrum"
        views=${views}
        cell=${cell}
        unit=${amplitude}
        families=${inSpectrum}
        offered=${SPECTRUM_FAMILIES}
        enterFact=${enterFact}
      />
      <${SpectrumChart}
        kind="envelope"
        views=${views}
        cell=${cell}
        unit=${`${amplitude}²`}
        families=${inEnvelope}
        offered=${ENVELOPE_FAMILIES}
        enterFact=${enterFact}
      />
      <${Waterfall} views=${views} />
      <${TrendChart} cell=${cell} />
    </div>
    <div class="point-more">
      <${ScoresPanel} cell=${cell} views=${views} />
      <${FactsPanel} cell=${cell} editing=${editing} />
      <${MountingPanel} cell=${cell} />
      <${ChangesPanel} cell=${cell} />
    </div>`;
}
