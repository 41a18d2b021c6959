/** From and to on an axis. */
export type Range = readonly [from: number, to: number];

/** How places of an axis become equal steps on the screen. */
export interface AxisShape {
  readonly to: (value: number) => number;
  readonly from: (place: number) => number;
}

export const LINEAR_AXIS: AxisShape = { to: (value) => value, from: (place) => place };
export const LOG_AXIS: AxisShape = { to: Math.log10, from: (place) => 10 ** place };

/** No closer than this share of the whole: beyond it there is nothing more to see. */
const CLOSEST = 1e-5;

/** The range made `factor` times as long about `about`, kept within `whole`. */
export function zoomed(
  range: Range,
  factor: number,
  about: number,
  whole: Range,
  { to, from }: AxisShape = LINEAR_AXIS,
): Range {
  const [low, high] = range.map(to);
  const [least, most] = whole.map(to);
  const length = Math.min(most - least, Math.max((most - least) * CLOSEST, (high - low) * factor));
  const share = high === low ? 0.5 : (to(about) - low) / (high - low);
  return fitted(to(about) - share * length, length, [least, most], from);
}

/** The range made `factor` times as long, so that what lay at the share `fromShare` of it lies at `toShare`; within `whole`. */
export function changed(
  range: Range,
  factor: number,
  [fromShare, toShare]: readonly [number, number],
  whole: Range,
  { to, from }: AxisShape = LINEAR_AXIS,
): Range {
  const [low, high] = range.map(to);
  const [least, most] = whole.map(to);
  const length = Math.min(most - least, Math.max((most - least) * CLOSEST, (high - low) * factor));
  return fitted(low + fromShare * (high - low) - toShare * length, length, [least, most], from);
}

/** The range moved by a share of its own length, kept within `whole`. */
export function panned(
  range: Range,
  share: number,
  whole: Range,
  { to, from }: AxisShape = LINEAR_AXIS,
): Range {
  const [low, high] = range.map(to);
  return fitted(low + share * (high - low), high - low, whole.map(to) as [number, number], from);
}

function fitted(
  start: number,
  length: number,
  [least, most]: Range,
  from: (place: number) => number,
): Range {
  const low = Math.max(least, Math.min(start, most - length));
  return [from(low), from(low + length)];
}
