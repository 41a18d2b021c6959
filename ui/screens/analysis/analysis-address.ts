import { CaptureId, PointId } from '#schemas/ids/ids';
import type { Quantity } from '#signal/spectrum/quantity';
import { FAMILY_NAMES, type LineFamily } from '../point/spectral-lines.ts';

/** Where a signal comes from: one point of a capture (null: all of them), or what a point sends now. */
export type SignalSource =
  | { readonly kind: 'capture'; readonly captureId: CaptureId; readonly pointId: PointId | null }
  | { readonly kind: 'live'; readonly pointId: PointId };

export const ANALYSIS_VIEWS = [
  'waveform',
  'spectrum',
  'envelope',
  'spectrogram',
  'waterfall',
] as const;
export type AnalysisKind = (typeof ANALYSIS_VIEWS)[number];
export const CURSORS = ['single', 'harmonic', 'sideband'] as const;
export type CursorKind = (typeof CURSORS)[number];
export const Y_SCALES = ['linear', 'log', 'db'] as const;
export type YScale = (typeof Y_SCALES)[number];
const QUANTITIES = ['acceleration', 'velocity', 'displacement'] as const;
export const RESOLUTIONS = [0, 1, 5, 20] as const;
export const COLOURS = ['whole', 'shown'] as const;

/** All that an analysis shows. It stands in the address, so that a link shows the same. */
export interface AnalysisView {
  readonly sources: readonly SignalSource[];
  readonly kind: AnalysisKind;
  /** Null: what the sensor measures. */
  readonly quantity: Quantity | null;
  readonly y: YScale;
  readonly isXLog: boolean;
  /** The axis counts multiples of the shaft's speed. */
  readonly isOrders: boolean;
  /** Hz between the bins of an averaged spectrum; 0: as fine as can be. */
  readonly resolutionHz: (typeof RESOLUTIONS)[number];
  /** What is shown of the axis across, Hz or s; null: all of it. */
  readonly range: readonly [from: number, to: number] | null;
  /** What is shown of the axis down of a picture, s, or captures counted from 0; null: all of it. */
  readonly rows: readonly [from: number, to: number] | null;
  /** The colours of a picture reach up to the highest of all of it, or of what is shown. */
  readonly colours: (typeof COLOURS)[number];
  readonly cursor: CursorKind;
  /** Where it stands, Hz or s. */
  readonly at: number | null;
  /** When it stands there, of a spectrogram: s from the first sample. */
  readonly moment: number | null;
  /** Between the side lines of a sideband cursor, Hz. */
  readonly gapHz: number;
  readonly lines: ReadonlySet<LineFamily>;
  /** How far a bearing's line may be off, per cent. */
  readonly slipPercent: number;
  /** Of the envelope, Hz; null: the one that is proposed. */
  readonly band: readonly [lowHz: number, highHz: number] | null;
  /** Which signal the lists speak of. */
  readonly chosen: number;
}

export const SOURCES_MAX = 12;
const PLAIN: Omit<AnalysisView, 'sources'> = {
  kind: 'spectrum',
  quantity: null,
  y: 'linear',
  isXLog: false,
  isOrders: false,
  resolutionHz: 0,
  range: null,
  rows: null,
  colours: 'whole',
  cursor: 'single',
  at: null,
  moment: null,
  gapHz: 10,
  lines: new Set(),
  slipPercent: 2,
  band: null,
  chosen: 0,
};

/** The view that an address describes; what it says wrongly is as usual. */
export function viewOf(query: URLSearchParams): AnalysisView {
  const one = <Value extends string>(name: string, all: readonly Value[], usual: Value): Value =>
    all.find((value) => value === query.get(name)) ?? usual;
  const pair = (name: string): readonly [number, number] | null => {
    const [low, high] = (query.get(name) ?? '').split('-').map((word) => positive(word));
    return low != null && high != null && high > low ? [low, high] : null;
  };
  const captures = listOf(query, 'captures').flatMap(captureOf);
  const live = listOf(query, 'points').flatMap((word): SignalSource[] => {
    const pointId = PointId.safeParse(word);
    return pointId.success ? [{ kind: 'live', pointId: pointId.data }] : [];
  });
  const quantity = query.get('quantity');
  const resolution = Number(query.get('resolution') ?? 0);
  return {
    sources: [...captures, ...live].slice(0, SOURCES_MAX),
    kind: one('view', ANALYSIS_VIEWS, PLAIN.kind),
    quantity: QUANTITIES.find((name) => name === quantity) ?? null,
    y: one('y', Y_SCALES, PLAIN.y),
    isXLog: query.get('x') === 'log',
    isOrders: query.get('axis') === 'orders',
    resolutionHz: RESOLUTIONS.find((hz) => hz === resolution) ?? 0,
    range: pair('range'),
    rows: pair('rows'),
    colours: one('colours', COLOURS, PLAIN.colours),
    cursor: one('cursor', CURSORS, PLAIN.cursor),
    at: positive(query.get('at') ?? ''),
    moment: positive(query.get('moment') ?? ''),
    gapHz: positive(query.get('gap') ?? '') || PLAIN.gapHz,
    lines: new Set(FAMILY_NAMES.filter((name) => listOf(query, 'lines').includes(name))),
    slipPercent: Math.min(10, positive(query.get('slip') ?? '') ?? PLAIN.slipPercent),
    band: pair('band'),
    chosen: Math.floor(positive(query.get('chosen') ?? '') ?? 0),
  };
}

/** The address that shows this view; what is as usual is left out. */
export function addressOf(view: AnalysisView): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | number, usual: string | number) => {
    if (value !== usual) query.set(name, String(value));
  };
  const words = view.sources.map((source) =>
    source.kind === 'live'
      ? source.pointId
      : [source.captureId, ...(source.pointId === null ? [] : [source.pointId])].join('.'),
  );
  put('captures', words.filter((word) => word.startsWith('cp_')).join(','), '');
  put('points', words.filter((word) => word.startsWith('pt_')).join(','), '');
  put('view', view.kind, PLAIN.kind);
  put('quantity', view.quantity ?? '', '');
  put('y', view.y, PLAIN.y);
  put('x', view.isXLog ? 'log' : '', '');
  put('axis', view.isOrders ? 'orders' : '', '');
  put('resolution', view.resolutionHz, 0);
  put('range', view.range?.map(short).join('-') ?? '', '');
  put('rows', view.rows?.map(short).join('-') ?? '', '');
  put('colours', view.colours, PLAIN.colours);
  put('cursor', view.cursor, PLAIN.cursor);
  put('at', view.at === null ? '' : short(view.at), '');
  put('moment', view.moment === null ? '' : short(view.moment), '');
  put('gap', short(view.gapHz), String(PLAIN.gapHz));
  put('lines', [...view.lines].join(','), '');
  put('slip', view.slipPercent, PLAIN.slipPercent);
  put('band', view.band?.map(short).join('-') ?? '', '');
  put('chosen', view.chosen, 0);
  return query.size === 0 ? '/analysis' : `/analysis?${query.toString().replaceAll('%2C', ',')}`;
}

function listOf(query: URLSearchParams, name: string): string[] {
  return [...new Set((query.get(name) ?? '').split(',').filter(Boolean))];
}

function captureOf(word: string): SignalSource[] {
  const [first = '', second] = word.split('.');
  const captureId = CaptureId.safeParse(first);
  const pointId = second === undefined ? null : PointId.safeParse(second);
  if (!captureId.success || pointId?.success === false) return [];
  return [{ kind: 'capture', captureId: captureId.data, pointId: pointId?.data ?? null }];
}

/** A number from zero up, as an address writes it; null for anything else. */
function positive(word: string): number | null {
  return /^\d{1,12}(\.\d{1,12})?$/.test(word) ? Number(word) : null;
}

/** Seven significant digits, never with an exponent. */
function short(value: number): string {
  return String(Number(Number(value.toPrecision(7)).toFixed(9)));
}
