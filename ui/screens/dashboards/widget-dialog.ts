import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { ALARM_PRIORITIES, type AlarmPriority } from '#schemas/alarms/priority';
import { WIDGET_KINDS, type Widget, type WidgetKind } from '#schemas/dashboards/widget';
import type { TrendFigure } from '#schemas/http/trends';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { type Pick, PickField } from '../../parts/form/pick-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextAreaField } from '../../parts/form/text-area-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { usePointFinder } from '../../parts/use-point-finder.ts';
import { useApp } from '../../session/app.ts';
import { alarmSigns } from '../../text/alarm-signs.ts';
import { dashboardWords as words } from '../../text/dashboards.ts';
import { text } from '../../text/en.ts';
import { fullName } from '../../websocket/point-cell.ts';
import { ValueChoice } from '../machine/value-choice.ts';
import { type WidgetDraft, widgetOf } from './widget-of.ts';

const TEXT_MAX = 2_000;

/** Asks what a widget shows. */
export function WidgetDialog({
  of,
  onDone,
  onClose,
}: {
  of: Widget | null;
  onDone: (widget: Widget, isNew: boolean) => void;
  onClose: () => void;
}) {
  const { plant } = useApp();
  const nameOf = (pointId: string): Pick => {
    const point = plant.cell(pointId)?.point.peek();
    return { id: pointId, word: point === undefined ? words.noPoint : fullName(point) };
  };
  const kind = useSignal<WidgetKind>(of?.kind ?? 'state');
  const title = useSignal(of?.title ?? '');
  const nodeId = useSignal(of !== null && 'nodeId' in of ? (of.nodeId ?? '') : '');
  const count = useSignal(String(of !== null && 'count' in of ? of.count : 5));
  const from = useSignal<AlarmPriority>(of?.kind === 'alarms' ? of.from : 'low');
  const point = useSignal<Pick | null>(of !== null && 'pointId' in of ? nameOf(of.pointId) : null);
  const points = useSignal<readonly Pick[]>(of?.kind === 'trend' ? of.pointIds.map(nameOf) : []);
  const figure = useSignal<TrendFigure>(of?.kind === 'trend' ? of.figure : 'velocity');
  const span = useSignal(of?.kind === 'trend' ? of.span : ('day' as const));
  const live = useSignal(of?.kind === 'live' ? of.shows : ('spectrum' as const));
  const valueId = useSignal(of?.kind === 'value' ? of.valueId : '');
  const said = useSignal(of?.kind === 'note' ? of.text : '');
  const draft = (): WidgetDraft => ({
    ...{ kind: kind.value, title: title.value, nodeId: nodeId.value, count: count.value },
    ...{ from: from.value, pointId: point.value?.id ?? '', figure: figure.value },
    ...{ pointIds: points.value.map(({ id }) => id), span: span.value, shows: live.value },
    ...{ valueId: valueId.value, text: said.value },
  });
  const submitting = useSubmit(async () => {
    onDone(widgetOf(draft(), of), of === null);
    onClose();
  });
  const shows = kind.value;
  const choices = (of: Record<string, string>) => Object.entries(of);
  return html`<${FormDialog}
    title=${of === null ? words.addTitle : words.changeTitle}
    action=${of === null ? words.add : text.save}
    of=${submitting}
    draft=${draft}
    onClose=${onClose}
  >
    <${SelectField} id="widget-kind" label=${words.kind} value=${kind} choices=${WIDGET_KINDS.map((one) => [one, words.kinds[one]])} />
    <${TextField} id="widget-title" label=${words.widgetTitle} value=${title} hint=${words.widgetTitleHint} />
    ${['state', 'worst', 'alarms'].includes(shows) && html`<${NodeField} value=${nodeId} />`}
    ${['worst', 'alarms'].includes(shows) && html`<${NumberField} id="widget-count" label=${words.howMany} value=${count} unit="" />`}
    ${shows === 'alarms' && html`<${SelectField} id="widget-from" label=${words.from} value=${from} choices=${ALARM_PRIORITIES.map((one) => [one, alarmSigns.priorities[one]])} />`}
    ${['point', 'live'].includes(shows) && html`<${PickField} id="widget-point" label=${words.point} value=${point} find=${usePointFinder()} />`}
    ${shows === 'live' && html`<${SelectField} id="widget-live" label=${words.liveShow} value=${live} choices=${choices(words.liveShows)} />`}
    ${
      shows === 'trend' &&
      html`<${PointsField} points=${points} />
        <${SelectField} id="widget-figure" label=${words.figure} value=${figure} choices=${choices(words.figures)} />
        <${SelectField} id="widget-span" label=${words.span} value=${span} choices=${choices(words.spans)} />`
    }
    ${shows === 'value' && html`<${ValueChoice} id="widget-value" label=${words.value} value=${valueId} error=${null} />`}
    ${shows === 'note' && html`<${TextAreaField} id="widget-text" label=${words.text} value=${said} maxLength=${TEXT_MAX} rows=${6} />`}
  <//>`;
}

/** A part of the plant, by its path. */
function NodeField({ value }: { value: Signal<string> }) {
  const { tree } = useApp();
  const paths = [...tree.branches.value.keys()]
    .map((id): [string, string] => [
      id,
      tree
        .pathOf(id)
        .map(({ node }) => node.name)
        .join(' / '),
    ])
    .sort(([, a], [, b]) => a.localeCompare(b, undefined, { numeric: true }));
  return html`<${SelectField} id="widget-node" label=${words.where} value=${value} choices=${[['', words.whole], ...paths]} />`;
}

function PointsField({ points }: { points: Signal<readonly Pick[]> }) {
  const next = useSignal<Pick | null>(null);
  const find = usePointFinder();
  const picked = next.value;
  if (picked !== null) {
    next.value = null;
    if (!points.value.some(({ id }) => id === picked.id)) {
      points.value = [...points.value, picked].slice(0, 6);
    }
  }
  return html`<${PickField} key=${points.value.length} id="widget-points" label=${words.points} value=${next} find=${find} />
    <ul class="plain-list">
      ${points.value.map(
        ({ id, word }) => html`<li key=${id}>
          <span class="grow">${word}</span>
          <button
            type="button"
            class="button small"
            aria-label=${words.dropPoint(word)}
            onClick=${() => {
              points.value = points.value.filter((one) => one.id !== id);
            }}
          >
            ×
          </button>
        </li>`,
      )}
    </ul>`;
}
