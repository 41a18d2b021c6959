import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { AnalysisTabs } from '../../parts/analysis-tabs.ts';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { analysisWords } from '../../text/analysis.ts';
import { AddSignals } from './add-signals.ts';
import { type AnalysisView, SOURCES_MAX, viewOf } from './analysis-address.ts';
import { AnalysisBody } from './analysis-body.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import { SignalList } from './signal-list.ts';
import { useShowView, useSignalDesk, useSignals } from './use-analysis.ts';
import { ViewTools } from './view-tools.ts';

/** Waveforms and spectra of captures and points, side by side. All that is chosen stands in the address. */
export function AnalysisScreen() {
  useTitle(analysisWords.title);
  const { router } = useApp();
  // The address is the state: reading it subscribes.
  router.route.value;
  const view = viewOf(new URLSearchParams(location.search));
  const show = useShowView();
  const desk = useSignalDesk();
  const { state, reload, lookAgain } = useSignals(view, desk);
  const isAdding = useSignal(false);
  const loaded = state.value;
  const files = useSignal<readonly LoadedSignal[]>([]);
  const signals = [...(loaded.kind === 'ready' ? loaded.value : []), ...files.value];
  const isEmpty = view.sources.length === 0 && files.value.length === 0;
  const openFiles = (opened: readonly LoadedSignal[]) => {
    for (const { key, samples, sampleRateHz, unit } of opened) {
      desk.keep(key, { samples, sampleRateHz, unit });
    }
    files.value = [...files.value, ...opened];
    isAdding.value = false;
  };
  const closeFile = (key: string) => {
    desk.forget(key);
    files.value = files.value.filter((one) => one.key !== key);
  };
  return html`<div class="section whole analysis">
    <div class="analysis-head">
      <h1>${analysisWords.title}</h1>
      <${AnalysisTabs} here="analysis" />
    </div>
    <div class="trends-tools">
      <button
        class="button"
        disabled=${view.sources.length >= SOURCES_MAX}
        onClick=${() => {
          isAdding.value = true;
        }}
      >
        ${analysisWords.add}
      </button>
      ${!isEmpty && html`<${ViewTools} view=${view} show=${show} signals=${signals} />`}
    </div>
    ${
      isEmpty &&
      html`<div class="card empty">
        <p class="strong">${analysisWords.none}</p>
        <p class="muted">${analysisWords.noneMore}</p>
      </div>`
    }
    ${!isEmpty && loaded.kind === 'loading' && html`<${Skeleton} blocks=${3} />`}
    ${
      loaded.kind === 'failed' &&
      html`<${Failure} title=${analysisWords.failed} sentence=${loaded.sentence} retry=${reload} />
        <p><a class="button" href="/analysis">${analysisWords.beginAnew}</a></p>`
    }
    ${
      loaded.kind === 'ready' &&
      !isEmpty &&
      signals.length === 0 &&
      html`<div class="card empty">
        <p class="strong">${analysisWords.noSamples}</p>
        <p><a class="button" href="/analysis">${analysisWords.beginAnew}</a></p>
      </div>`
    }
    ${
      signals.length > 0 &&
      html`<${SignalList} view=${view} show=${show} signals=${signals} lookAgain=${lookAgain} closeFile=${closeFile} />
        <${AnalysisBody} view=${view} show=${show} signals=${signals} desk=${desk} />`
    }
    ${
      isAdding.value &&
      html`<${AddSignals}
        view=${view}
        onOpen=${openFiles}
        onAdd=${(next: AnalysisView) => {
          isAdding.value = false;
          show(next, 'push');
        }}
        onClose=${() => {
          isAdding.value = false;
        }}
      />`
    }
  </div>`;
}
