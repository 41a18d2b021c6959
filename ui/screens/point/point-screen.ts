import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { Skeleton } from '../../parts/skeleton.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { pointWords } from '../../text/point.ts';
import { fullName, type PointCell } from '../../websocket/point-cell.ts';
import { ChangesPanel } from './changes-panel.ts';
import type { DraftField } from './facts-draft.ts';
import { FactsPanel } from './facts-panel.ts';
import { FindingsPanel } from './findings-panel.ts';
import { useLiveViews } from './live-views.ts';
import { MountingPanel } from './mounting-panel.ts';
import { PointHead } from './point-head.ts';
import { ScoresPanel } from './scores-panel.ts';
import { familiesOf, type LineFamily } from './spectral-lines.ts';
import { SpectrumChart } from './spectrum-chart.ts';
import { TrendChart } from './trend-chart.ts';
import { Waterfall } from './waterfall.ts';
import { WaveformChart } from './waveform-chart.ts';

const SPECTRUM_FAMILIES: readonly LineFamily[] = ['shaft', 'bpfo', 'bpfi', 'bsf', 'ftf'];
const ENVELOPE_FAMILIES: readonly LineFamily[] = ['bpfo', 'bpfi', 'bsf', 'ftf', 'shaft'];

/** One point in full: what is said of it, why, and the signal behind. */
export function PointScreen({ pointId }: { pointId: string }) {
  const { plant } = useApp();
  const cell = plant.loaded.value && plant.order.value ? plant.cell(pointId) : undefined;
  if (cell !== undefined) return html`<${KnownPoint} cell=${cell} />`;
  if (!plant.loaded.value) return html`<${Skeleton} blocks=${6} />`;
  return html`<div class="centred">
    <h1>${pointWords.notFound}</h1>
    <p><a href="/">${text.nav.plant}</a></p>
  </div>`;
}

function KnownPoint({ cell }: { cell: PointCell }) {
  const { pointId, unit } = cell.point.value;
  const views = useLiveViews(pointId);
  const findings = cell.latest.peek()?.verdict.findings ?? [];
  const inSpectrum = useSignal<ReadonlySet<LineFamily>>(new Set(['shaft']));
  const inEnvelope = useSignal<ReadonlySet<LineFamily>>(familiesOf(findings));
  const editing = useSignal<DraftField | null>(null);
  const enterFact = (field: DraftField) => {
    editing.value = field;
  };
  const amplitude = pointWords.waveformUnit[unit];
  const name = fullName(cell.point.value);
  useEffect(() => {
    document.title = `${name} · ${text.product}`;
  }, [name]);
  return html`<${PointHead} cell=${cell} views=${views} />
    <div class="point-grid">
      <div class="point-now">
        <${FindingsPanel} cell=${cell} />
      </div>
      <div class="point-charts">
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
      </div>
    </div>`;
}
