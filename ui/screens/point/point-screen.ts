import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { Skeleton } from '../../parts/skeleton.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { pointWords } from '../../text/point.ts';
import { fullName, type PointCell } from '../../websocket/point-cell.ts';
import { LazyScreen } from '../lazy-screen.ts';
import { FindingsPanel } from './findings-panel.ts';
import { useLiveViews } from './live-views.ts';
import { PointHead } from './point-head.ts';

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
  const views = useLiveViews(cell.point.value.pointId);
  const name = fullName(cell.point.value);
  useEffect(() => {
    document.title = `${name} · ${text.product}`;
  }, [name]);
  return html`<${PointHead} cell=${cell} views=${views} />
    <div class="point-grid">
      <div class="point-now">
        <${FindingsPanel} cell=${cell} />
      </div>
      <${LazyScreen} load=${loadBody} cell=${cell} views=${views} />
    </div>`;
}

/** What is said of the point is there before its charts are fetched: on a slow line it is what one came for. */
const loadBody = async () => (await import('./point-body.ts')).PointBody;
