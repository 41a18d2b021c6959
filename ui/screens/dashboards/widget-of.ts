import type { AlarmPriority } from '#schemas/alarms/priority';
import { Widget, type WidgetKind } from '#schemas/dashboards/widget';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { dashboardWords as words } from '../../text/dashboards.ts';

/** What stands in the form. */
export interface WidgetDraft {
  readonly kind: WidgetKind;
  readonly title: string;
  readonly nodeId: string;
  readonly count: string;
  readonly from: AlarmPriority;
  readonly pointId: string;
  readonly pointIds: readonly string[];
  readonly figure: string;
  readonly span: string;
  readonly shows: string;
  readonly valueId: string;
  readonly text: string;
}

/** How large each kind begins. */
const SIZES: Readonly<Record<WidgetKind, readonly [w: number, h: number]>> = {
  state: [4, 4],
  worst: [6, 4],
  alarms: [6, 4],
  point: [3, 3],
  trend: [6, 4],
  live: [4, 4],
  value: [3, 2],
  jobs: [4, 3],
  fleet: [4, 3],
  note: [4, 2],
};

/** The widget that the form describes, where the one that is changed stands. Throws `request_invalid` with what is missing. */
export function widgetOf(draft: WidgetDraft, before: Widget | null): Widget {
  const { kind } = draft;
  if ((kind === 'point' || kind === 'live') && draft.pointId === '')
    throw missing(words.needsPoint);
  if (kind === 'trend' && draft.pointIds.length === 0) throw missing(words.needsPoint);
  if (kind === 'value' && draft.valueId === '') throw missing(words.needsValue);
  const [w, h] = SIZES[kind];
  const id = before?.id ?? `w-${crypto.randomUUID().slice(0, 8)}`;
  const place = before ?? { x: 0, y: 0, w, h };
  const common = { id, kind, title: draft.title, x: place.x, y: place.y, w: place.w, h: place.h };
  const nodeId = draft.nodeId === '' ? null : draft.nodeId;
  const count = Math.min(20, Math.max(1, Math.round(Number(draft.count)) || 5));
  const own = {
    state: { nodeId },
    worst: { nodeId, count },
    alarms: { nodeId, count, from: draft.from },
    point: { pointId: draft.pointId },
    trend: { pointIds: draft.pointIds, figure: draft.figure, span: draft.span },
    live: { pointId: draft.pointId, shows: draft.shows },
    value: { valueId: draft.valueId },
    jobs: {},
    fleet: {},
    note: { text: draft.text },
  }[kind];
  return Widget.parse({ ...common, ...own });
}

function missing(sentence: string): TremoloError {
  return new TremoloError('request_invalid', sentence);
}
