import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import type { CaptureId, PointId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { type Pick, PickField } from '../../parts/form/pick-field.ts';
import { useLoad } from '../../parts/use-load.ts';
import { usePointFinder } from '../../parts/use-point-finder.ts';
import { useApp } from '../../session/app.ts';
import { analysisWords } from '../../text/analysis.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';
import { type AnalysisView, type SignalSource, SOURCES_MAX } from './analysis-address.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import { OpenRecording } from './open-recording.ts';

interface AddSignalsProps {
  readonly view: AnalysisView;
  readonly onAdd: (next: AnalysisView) => void;
  readonly onOpen: (signals: readonly LoadedSignal[]) => void;
  readonly onClose: () => void;
}

/** Chooses a point, and captures of it or the window that it sends next. */
export function AddSignals({ view, onAdd, onOpen, onClose }: AddSignalsProps) {
  const { session } = useApp();
  const find = usePointFinder();
  const point = useSignal<Pick | null>(null);
  const marked = useSignal<ReadonlySet<CaptureId>>(new Set());
  const pointId = point.value?.id as PointId | undefined;
  const add = (sources: readonly SignalSource[]) =>
    onAdd({ ...view, sources: [...view.sources, ...sources].slice(0, SOURCES_MAX) });
  const submit = (event: Event) => {
    event.preventDefault();
    if (pointId === undefined || marked.value.size === 0) return;
    add([...marked.value].map((captureId) => ({ kind: 'capture', captureId, pointId }) as const));
  };
  return html`<${Dialog} title=${analysisWords.addTitle} onClose=${onClose}>
    <form class="stack" onSubmit=${submit}>
      <${PickField}
        id="analysis-point"
        label=${analysisWords.point}
        value=${point}
        find=${find}
        autofocus
        hint=${analysisWords.pointHint}
      />
      ${
        pointId !== undefined &&
        session.mayAnywhere('capture:read') &&
        html`<${CaptureChoice} key=${pointId} pointId=${pointId} marked=${marked} />`
      }
      ${pointId === undefined && html`<${OpenRecording} onOpen=${onOpen} />`}
      <div class="dialog-buttons">
        <button type="button" class="button" onClick=${onClose}>${text.cancel}</button>
        <button
          type="button"
          class="button"
          disabled=${pointId === undefined}
          onClick=${() => pointId !== undefined && add([{ kind: 'live', pointId }])}
        >
          ${analysisWords.hold}
        </button>
        <button class="button primary" disabled=${marked.value.size === 0}>${analysisWords.add}</button>
      </div>
    </form>
  <//>`;
}

const LISTED = 20;

function CaptureChoice({
  pointId,
  marked,
}: {
  pointId: PointId;
  marked: Signal<ReadonlySet<CaptureId>>;
}) {
  const { state, reload } = useLoad(
    (signal) => request(CAPTURE_ROUTES.captures, { query: { pointId, limit: LISTED }, signal }),
    [pointId],
  );
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<p class="muted" role="status">${text.loading}…</p>`;
  if (loaded.kind === 'failed') {
    return html`<p class="hint wrong" role="alert">
      ${analysisWords.capturesFailed} <button type="button" class="button small" onClick=${reload}>${text.retry}</button>
    </p>`;
  }
  const captures = loaded.value.items.filter(({ points }) =>
    points.some((one) => one.pointId === pointId && one.state === 'kept'),
  );
  if (captures.length === 0) return html`<p class="muted">${analysisWords.capturesNone}</p>`;
  const turn = (captureId: CaptureId) => {
    const next = new Set(marked.value);
    if (!next.delete(captureId)) next.add(captureId);
    marked.value = next;
  };
  return html`<fieldset class="stack capture-choice">
    <legend>${analysisWords.capturesOf}</legend>
    ${captures.map(
      ({ captureId, atMs, speedRpm, labels }) => html`<label class="check" key=${captureId}>
        <input type="checkbox" checked=${marked.value.has(captureId)} onChange=${() => turn(captureId)} />
        <span>
          ${dateTime(atMs)}
          <small>${[speedRpm === null ? '' : `${Math.round(speedRpm)} r/min`, ...labels].filter(Boolean).join(' · ')}</small>
        </span>
      </label>`,
    )}
  </fieldset>`;
}
