import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import { PHONE_HEIGHTS, type Widget } from '#schemas/dashboards/widget';
import { Icon } from '../../parts/icon.ts';
import { useApp } from '../../session/app.ts';
import { dashboardWords as words } from '../../text/dashboards.ts';
import type { DashboardDraft } from './dashboard-draft.ts';
import { inPhoneOrder, isArrangedForPhones } from './phone-order.ts';
import { titleOf } from './title-of.ts';
import { useDraggedRow } from './use-dragged-row.ts';

type PhoneHeight = (typeof PHONE_HEIGHTS)[number];

interface PhoneListProps {
  readonly draft: DashboardDraft;
  readonly onChange: (widget: Widget) => void;
  readonly onRemove: (widget: Widget) => void;
}

/** The widgets of a draft below one another, to be ordered by finger, buttons and keys; wider screens stay as they are. */
export function PhoneList({ draft, onChange, onRemove }: PhoneListProps) {
  const { notices } = useApp();
  const list = useRef<HTMLOListElement>(null);
  const widgets = inPhoneOrder(draft.widgets.value);
  const move = (widget: Widget, to: number) => {
    if (to < 0 || to >= widgets.length) return;
    draft.moveOnPhone(widget.id, to);
    notices.say(words.movedTo(titleOf(widget), to + 1, widgets.length));
  };
  const dragging = useDraggedRow(list, (id, to) => {
    const widget = widgets.find((one) => one.id === id);
    if (widget !== undefined) move(widget, to);
  });
  return html`<p class="hint">${words.phoneHint}</p>
    ${
      isArrangedForPhones(widgets) &&
      html`<button class="button" onClick=${() => draft.orderAsOnWall()}>${words.asOnWall}</button>`
    }
    <ol class="phone-widgets" ref=${list}>
      ${widgets.map(
        (widget, i) => html`<${Row}
          key=${widget.id}
          widget=${widget}
          place=${i + 1}
          of=${widgets.length}
          isDragged=${dragging.id.value === widget.id}
          drag=${dragging.begin}
          onMove=${(to: number) => move(widget, to)}
          onHeight=${(height: PhoneHeight) => draft.setPhoneHeight(widget.id, height)}
          onChange=${() => onChange(widget)}
          onRemove=${() => onRemove(widget)}
        />`,
      )}
    </ol>`;
}

interface RowProps {
  readonly widget: Widget;
  /** Counted from 1. */
  readonly place: number;
  readonly of: number;
  readonly isDragged: boolean;
  readonly drag: (event: PointerEvent, id: string) => void;
  readonly onMove: (to: number) => void;
  readonly onHeight: (height: PhoneHeight) => void;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

function Row({ widget, place, of, isDragged, drag, ...on }: RowProps) {
  const title = titleOf(widget);
  const isChart = widget.kind === 'trend' || widget.kind === 'live';
  /** A row that goes elsewhere in the list loses the focus on the way. */
  const moveBy = (event: Event, by: number) => {
    const pressed = event.currentTarget as HTMLElement;
    on.onMove(place - 1 + by);
    requestAnimationFrame(() => pressed.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moveBy(event, by);
  };
  return html`<li class="card phone-widget" aria-label=${title} data-id=${widget.id} data-dragged=${isDragged || undefined}>
    <div class="phone-widget-head">
      <button
        class="button icon-only quiet phone-handle"
        aria-label=${words.moveOf(title, place, of)}
        onPointerDown=${(event: PointerEvent) => drag(event, widget.id)}
        onKeyDown=${onKeyDown}
      ><${Icon} name="menu" /></button>
      <strong>${title}</strong>
      <button class="button icon-only" aria-label=${words.upOf(title)} aria-disabled=${place === 1}
        onClick=${(event: Event) => moveBy(event, -1)}><${Icon} name="up" /></button>
      <button class="button icon-only" aria-label=${words.downOf(title)} aria-disabled=${place === of}
        onClick=${(event: Event) => moveBy(event, 1)}><${Icon} name="down" /></button>
    </div>
    <div class="phone-widget-tools">
      ${
        isChart &&
        html`<label class="phone-height"><span>${words.height}</span>
          <select
            value=${widget.phoneHeight ?? 'medium'}
            aria-label=${words.heightOf(title)}
            onChange=${(event: Event) => on.onHeight((event.target as HTMLSelectElement).value as PhoneHeight)}
          >
            ${PHONE_HEIGHTS.map((one) => html`<option key=${one} value=${one}>${words.heights[one]}</option>`)}
          </select>
        </label>`
      }
      <button class="button" aria-label=${`${words.change}: ${title}`} onClick=${on.onChange}>${words.change}</button>
      <button class="button icon-only" aria-label=${`${words.remove}: ${title}`} onClick=${on.onRemove}><${Icon} name="close" /></button>
    </div>
  </li>`;
}
