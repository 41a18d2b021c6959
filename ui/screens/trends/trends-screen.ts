import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { AnalysisTabs } from '../../parts/analysis-tabs.ts';
import { Failure } from '../../parts/failure.ts';
import { Segments } from '../../parts/segments.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { trendsWords } from '../../text/trends.ts';
import { AddValues } from './add-values.ts';
import { LineList } from './line-list.ts';
import { SpanTools } from './span-tools.ts';
import { addressOf, LINES_MAX, type TrendsView, viewOf } from './trends-address.ts';
import { TrendsBody } from './trends-body.ts';
import { useShowsSignal } from './use-shows-signal.ts';
import { useTrends } from './use-trends.ts';

/** Any values of any points over time. Everything that is chosen stands in the address. */
export function TrendsScreen() {
  useTitle(trendsWords.title);
  const { router, notices, plant } = useApp();
  // Reading both subscribes: the address is the state, and names of points come with the plant.
  router.route.value;
  plant.order.value;
  const view = viewOf(new URLSearchParams(location.search));
  const isAdding = useSignal(false);
  const cursor = useSignal<number | null>(null);
  const show = (next: TrendsView, how: 'push' | 'replace' = 'replace') =>
    router.go(addressOf(next), how);
  const shows = useShowsSignal(view, show);
  const { state, reload } = useTrends(view);
  const loaded = state.value;
  const clear = () => {
    show({ ...view, lines: [], chosen: 0 });
    notices.done(trendsWords.cleared, () => show(view));
  };
  return html`<div class="section whole trends">
    <div class="analysis-head">
      <h1>${trendsWords.title}</h1>
      <${AnalysisTabs} here="trends" />
    </div>
    <div class="trends-tools">
      <button
        class="button"
        disabled=${view.lines.length >= LINES_MAX}
        title=${view.lines.length >= LINES_MAX ? trendsWords.tooMany(LINES_MAX) : undefined}
        onClick=${() => {
          isAdding.value = true;
        }}
      >
        ${trendsWords.add}
      </button>
      <${SpanTools} view=${view} show=${show} />
      <${Segments}
        label=${trendsWords.shows}
        name="trends-shows"
        value=${shows}
        choices=${[['chart', trendsWords.chart], ['table', trendsWords.table]]}
      />
      ${view.lines.length > 0 && html`<button class="button quiet" onClick=${clear}>${trendsWords.clear}</button>`}
    </div>
    ${
      view.lines.length === 0
        ? html`<div class="card empty">
          <p class="strong">${trendsWords.none}</p>
          <p class="muted">${trendsWords.noneMore}</p>
        </div>`
        : html`<${LineList} view=${view} show=${show} cursor=${cursor} shown=${loaded.kind === 'ready' ? loaded.value : null} />`
    }
    ${view.lines.length > 0 && loaded.kind === 'loading' && html`<${Skeleton} blocks=${2} />`}
    ${
      loaded.kind === 'failed' &&
      html`<${Failure} title=${trendsWords.failed} sentence=${loaded.sentence} retry=${reload} />`
    }
    ${
      loaded.kind === 'ready' &&
      loaded.value !== null &&
      html`<${TrendsBody} view=${view} shown=${loaded.value} show=${show} cursor=${cursor} />`
    }
    ${
      isAdding.value &&
      html`<${AddValues}
        view=${view}
        onAdd=${(next: TrendsView) => {
          isAdding.value = false;
          show(next, 'push');
        }}
        onClose=${() => {
          isAdding.value = false;
        }}
      />`
    }
    <span class="spoken" role="status">${loaded.kind === 'loading' && view.lines.length > 0 ? text.loading : ''}</span>
  </div>`;
}
