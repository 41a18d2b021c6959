import { GridStack } from 'gridstack';
import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { DASHBOARD_COLUMNS, type Widget } from '#schemas/dashboards/widget';
import { Icon } from '../../parts/icon.ts';
import { useNarrow } from '../../parts/use-narrow.ts';
import { useApp } from '../../session/app.ts';
import { dashboardWords as words } from '../../text/dashboards.ts';
import { type DashboardDraft, type Place, placeByKey, placeOf } from './dashboard-draft.ts';
import { PhoneList } from './phone-list.ts';
import { titleOf } from './title-of.ts';
import { WidgetBody } from './widgets/widget-body.ts';

/** Of one row; the same as in `dashboards.css`. */
const ROW_PX = 72;
const GAP_PX = 6;

interface EditGridProps {
  readonly draft: DashboardDraft;
  readonly onChange: (widget: Widget) => void;
}

/** The widgets of a draft, to be changed and moved: on a grid, and on a phone in a list, whose order is its own. */
export function EditGrid({ draft, onChange }: EditGridProps) {
  const { notices } = useApp();
  const isThere = useRef(true);
  useLayoutEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  const onRemove = (widget: Widget) => {
    draft.remove(widget.id);
    notices.done(words.removed(titleOf(widget)), () => {
      if (isThere.current) draft.bringBack(widget);
      else notices.failed(words.removedLongAgo);
    });
  };
  const props = { draft, onChange, onRemove };
  return useNarrow() ? html`<${PhoneList} ...${props} />` : html`<${Arranged} ...${props} />`;
}

function Head({
  widget,
  onChange,
  onRemove,
}: {
  widget: Widget;
  onChange: (widget: Widget) => void;
  onRemove: () => void;
}) {
  const title = titleOf(widget);
  return html`<div class="widget-head">
    <h2>${title}</h2>
    <button class="button small" onClick=${() => onChange(widget)} aria-label=${`${words.change}: ${title}`}>${words.change}</button>
    <button class="button small icon-only" onClick=${onRemove} aria-label=${`${words.remove}: ${title}`}><${Icon} name="close" /></button>
  </div>`;
}

/** Dragged and resized by mouse, finger and keys. */
function Arranged({
  draft,
  onChange,
  onRemove,
}: EditGridProps & { readonly onRemove: (widget: Widget) => void }) {
  const host = useRef<HTMLDivElement>(null);
  const grid = useRef<GridStack | null>(null);
  const widgets = draft.widgets.value;
  useLayoutEffect(() => {
    const made = GridStack.init(
      {
        ...{ column: DASHBOARD_COLUMNS, cellHeight: ROW_PX, margin: GAP_PX },
        ...{ float: false, animate: false, handle: '.widget-head' },
      },
      host.current!,
    );
    if (made === null) return;
    made.on('change', () => draft.place(placesIn(made)));
    grid.current = made;
    return () => {
      grid.current = null;
      // The elements are the page’s own.
      made.destroy(false);
    };
  }, []);
  // Widgets that came with this drawing become part of the grid, before a key can reach them.
  useLayoutEffect(() => {
    const now = grid.current;
    if (now === null) return;
    for (const element of host.current?.querySelectorAll<HTMLElement>('.grid-stack-item') ?? []) {
      if (!('gridstackNode' in element) || element.gridstackNode === undefined) {
        now.makeWidget(element);
      }
    }
    draft.place(placesIn(now));
  }, [widgets.length]);
  const elementOf = (id: string) =>
    host.current?.querySelector<HTMLElement>(`[gs-id="${id}"]`) ?? null;
  const remove = (widget: Widget) => {
    const element = elementOf(widget.id);
    if (element !== null) grid.current?.removeWidget(element, false);
    onRemove(draft.widgets.peek().find(({ id }) => id === widget.id) ?? widget);
  };
  const press = (event: KeyboardEvent, widget: Widget) => {
    // Keys inside of it mean what is there.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (event.key === 'Delete') {
      event.preventDefault();
      remove(widget);
      return;
    }
    const now = draft.widgets.peek().find(({ id }) => id === widget.id) ?? widget;
    const next = placeByKey(placeOf(now), event.key, event.shiftKey);
    const element = elementOf(widget.id);
    if (next === null || element === null) return;
    event.preventDefault();
    grid.current?.update(element, { ...next });
    if (grid.current !== null) draft.place(placesIn(grid.current));
  };
  return html`<p class="hint">${words.handles}</p>
    <div class="grid-stack dashboard-edit" ref=${host}>
      ${widgets.map((widget) => {
        const { id, x, y, w, h } = widget;
        const title = titleOf(widget);
        return html`<div
          key=${id}
          class="grid-stack-item"
          gs-id=${id}
          gs-x=${x}
          gs-y=${y}
          gs-w=${w}
          gs-h=${h}
        >
          <section
            class="grid-stack-item-content card widget"
            tabindex="0"
            aria-label=${words.widgetOf(title, x, y, w, h)}
            onKeyDown=${(event: KeyboardEvent) => press(event, widget)}
          >
            <${Head} widget=${widget} onChange=${onChange} onRemove=${() => remove(widget)} />
            <div class="widget-body" inert><${WidgetBody} widget=${widget} /></div>
          </section>
        </div>`;
      })}
    </div>`;
}

function placesIn(grid: GridStack): ReadonlyMap<string, Place> {
  return new Map(
    grid.engine.nodes.flatMap(({ id, x = 0, y = 0, w = 1, h = 1 }) =>
      id === undefined ? [] : [[id, { x, y, w, h }] as const],
    ),
  );
}
