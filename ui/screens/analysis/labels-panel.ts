import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import {
  CAPTURE_LABELS,
  type CaptureLabel,
  type CaptureLabelName,
} from '#schemas/captures/capture';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { request } from '../../http/request.ts';
import { ToolChoice } from '../../parts/form/tool-choice.ts';
import { Icon } from '../../parts/icon.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { analysisWords } from '../../text/analysis.ts';
import { text } from '../../text/en.ts';
import { count, dateTime } from '../../text/numbers.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import { useMayLabel } from './use-may-label.ts';

const CONFIDENCES = ['0.5', '0.8', '1'] as const;

/** What people say holds in the chosen capture, and the way to say it oneself. */
export function LabelsPanel({ signal }: { signal: LoadedSignal }) {
  const { notices } = useApp();
  const { captureId, pointId } = signal;
  const { state, reload } = useLoad(
    async (abort) =>
      captureId === null
        ? []
        : (await request(CAPTURE_ROUTES.capture, { params: { captureId }, signal: abort })).labels,
    [captureId],
  );
  const chosen = useSignal<CaptureLabelName>('healthy');
  const confidence = useSignal<(typeof CONFIDENCES)[number]>('0.8');
  const isBusy = useSignal(false);
  if (captureId === null) return null;
  const labels = state.value.kind === 'ready' ? state.value.value : [];
  const here = labels.filter((one) => one.pointId === null || one.pointId === pointId);
  const mayLabel = useMayLabel(pointId);
  const act = async (doing: () => Promise<unknown>, sentence: string) => {
    isBusy.value = true;
    try {
      await doing();
      notices.done(sentence);
      reload();
    } catch (error) {
      notices.failed((error as Error).message);
    } finally {
      isBusy.value = false;
    }
  };
  const set = (event: Event) => {
    event.preventDefault();
    const label = { label: chosen.value, pointId, confidence: Number(confidence.value), note: '' };
    void act(
      () => request(CAPTURE_ROUTES.labelCaptures, { body: { captureIds: [captureId], label } }),
      analysisWords.labelSet(wordOf(label.label)),
    );
  };
  const remove = ({ label, pointId: of }: CaptureLabel) =>
    act(
      () =>
        request(CAPTURE_ROUTES.unlabelCaptures, {
          params: { captureId, label },
          query: of === null ? {} : { pointId: of },
        }),
      analysisWords.labelRemoved,
    );
  return html`<section class="card" aria-labelledby="labels-title">
    <h2 id="labels-title">${analysisWords.labels}</h2>
    <p class="hint">${analysisWords.labelsNote}</p>
    ${
      state.value.kind === 'failed' &&
      html`<p class="hint wrong" role="alert">
        ${state.value.sentence} <button class="button small" onClick=${reload}>${text.retry}</button>
      </p>`
    }
    ${state.value.kind === 'ready' && here.length === 0 && html`<p class="muted">${analysisWords.noLabels}</p>`}
    <ul class="plot-notes">
      ${here.map(
        (one) => html`<li key=${`${one.label} ${one.pointId}`}>
          <div>
            <p>${wordOf(one.label)}</p>
            <small class="muted">
              ${analysisWords.labelBy(one.byName, dateTime(one.atMs), count(one.confidence * 100))}
            </small>
          </div>
          ${
            mayLabel &&
            html`<button
              class="button quiet icon-only"
              aria-label=${analysisWords.removeLabel(wordOf(one.label))}
              disabled=${isBusy.value}
              onClick=${() => void remove(one)}
            >
              <${Icon} name="close" />
            </button>`
          }
        </li>`,
      )}
    </ul>
    ${
      mayLabel &&
      html`<form class="own-range" onSubmit=${set}>
        <${ToolChoice}
          label=${analysisWords.label}
          value=${chosen.value}
          choices=${CAPTURE_LABELS.map((name) => [name, wordOf(name)])}
          onChoose=${(name: CaptureLabelName) => {
            chosen.value = name;
          }}
        />
        <${ToolChoice}
          label=${analysisWords.confidence}
          value=${confidence.value}
          choices=${CONFIDENCES.map((value) => [value, analysisWords.confidences[value]])}
          onChoose=${(value: (typeof CONFIDENCES)[number]) => {
            confidence.value = value;
          }}
        />
        <button class="button" disabled=${isBusy.value}>${analysisWords.addLabel}</button>
      </form>`
    }
  </section>`;
}

function wordOf(label: CaptureLabelName): string {
  return label === 'healthy' ? analysisWords.healthy : text.fault[label];
}
