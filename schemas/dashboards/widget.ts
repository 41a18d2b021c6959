import { z } from 'zod';
import { ALARM_PRIORITIES } from '#schemas/alarms/priority';
import { TrendFigure } from '#schemas/http/trends';
import { NodeId, PointId, ProcessValueId } from '#schemas/ids/ids';

/** Columns of a dashboard on a wide screen; on a phone widgets stand below one another. */
export const DASHBOARD_COLUMNS = 12;
export const WIDGETS_MAX = 40;

/** How high a chart is on a phone. */
export const PHONE_HEIGHTS = ['small', 'medium', 'large'] as const;

/** Where a widget stands and how large it is, in columns and rows. */
const Place = {
  /** Of this dashboard alone: a word of the browser's own. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  x: z
    .number()
    .int()
    .min(0)
    .max(DASHBOARD_COLUMNS - 1),
  y: z.number().int().min(0).max(1_000),
  w: z.number().int().min(1).max(DASHBOARD_COLUMNS),
  h: z.number().int().min(1).max(24),
  /** Its place on a phone, from 0; absent: below those that have one, in reading order. */
  phoneOrder: z
    .number()
    .int()
    .min(0)
    .max(WIDGETS_MAX - 1)
    .optional(),
  /** On a phone; absent: medium. What is no chart takes the room that it needs. */
  phoneHeight: z.enum(PHONE_HEIGHTS).optional(),
  /** Empty: what it shows says it. */
  title: z.string().trim().max(80).default(''),
};
/** Null: the whole plant. */
const Where = NodeId.nullable().default(null);

export const LIVE_SHOWS = ['waveform', 'spectrum', 'envelope'] as const;
export const WIDGET_SPANS = ['hour', 'day', 'week', 'month', 'year'] as const;

/** What a dashboard can hold. */
export const Widget = z.discriminatedUnion('kind', [
  /** How many points below a node stand how, the worst in large. */
  z.strictObject({ ...Place, kind: z.literal('state'), nodeId: Where }),
  /** The points that are worst. */
  z.strictObject({
    ...Place,
    kind: z.literal('worst'),
    nodeId: Where,
    count: z.number().int().min(1).max(20).default(5),
  }),
  /** Open alarms of these priorities and above. */
  z.strictObject({
    ...Place,
    kind: z.literal('alarms'),
    nodeId: Where,
    from: z.enum(ALARM_PRIORITIES).default('low'),
    count: z.number().int().min(1).max(20).default(5),
  }),
  /** A point's latest figures and how it stands. */
  z.strictObject({ ...Place, kind: z.literal('point'), pointId: PointId }),
  /** One figure of some points over time. */
  z.strictObject({
    ...Place,
    kind: z.literal('trend'),
    pointIds: z.array(PointId).min(1).max(6),
    figure: TrendFigure.default('velocity'),
    span: z.enum(WIDGET_SPANS).default('day'),
  }),
  /** The latest window of a point, as it comes. */
  z.strictObject({
    ...Place,
    kind: z.literal('live'),
    pointId: PointId,
    shows: z.enum(LIVE_SHOWS).default('spectrum'),
  }),
  z.strictObject({ ...Place, kind: z.literal('value'), valueId: ProcessValueId }),
  /** Jobs that wait and run. */
  z.strictObject({ ...Place, kind: z.literal('jobs') }),
  /** Agents and what they lose. */
  z.strictObject({ ...Place, kind: z.literal('fleet') }),
  z.strictObject({ ...Place, kind: z.literal('note'), text: z.string().max(2_000).default('') }),
]);
export type Widget = z.infer<typeof Widget>;
export type WidgetKind = Widget['kind'];
export type WidgetOf<Kind extends WidgetKind> = Extract<Widget, { kind: Kind }>;

export const WIDGET_KINDS = [
  'state',
  'worst',
  'alarms',
  'point',
  'trend',
  'live',
  'value',
  'jobs',
  'fleet',
  'note',
] as const satisfies readonly WidgetKind[];

/** Each id once. */
export const Widgets = z
  .array(Widget)
  .max(WIDGETS_MAX)
  .refine(
    (all) => new Set(all.map(({ id }) => id)).size === all.length,
    'Two widgets have one id.',
  );
