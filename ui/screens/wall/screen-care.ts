const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** As far as the picture wanders, px: further than a letter's line is wide, less than anybody notices. */
const REACH_PX = 8;
/** Two lengths without a common step, so that the picture passes over the whole field before it repeats. */
const X_MINUTES = 34;
const Y_MINUTES = 26;

/** Where the picture stands at this time: it wanders a px or so a minute, so that no edge burns into the screen. */
export function wandering(nowMs: number): { x: number; y: number } {
  const minute = Math.floor(nowMs / MINUTE_MS);
  return { x: swing(minute, X_MINUTES), y: swing(minute, Y_MINUTES) };
}

/** From one end to the other and back within so many steps. */
function swing(step: number, steps: number): number {
  const at = step % steps;
  const half = steps / 2;
  const share = at < half ? at / half : (steps - at) / half;
  return Math.round((2 * share - 1) * REACH_PX);
}

const NIGHT_FROM = 22;
const NIGHT_TO = 6;

/** Whether it is night at this hour of the day. */
export function isNight(hour: number): boolean {
  return hour >= NIGHT_FROM || hour < NIGHT_TO;
}

const QUIET_HOUR = 4;
const LOADED_FOR_MS = 12 * HOUR_MS;
/** A hub that says things which this page never understands must not have it loaded anew all the time. */
const AGAIN_MS = 10 * MINUTE_MS;

export interface PageAge {
  /** Hour of the day where the screen hangs. */
  readonly hour: number;
  /** Since the page was loaded. */
  readonly ageMs: number;
  /** The hub answers: else a page loaded anew would be an empty one. */
  readonly isLive: boolean;
  /** The hub was updated since. */
  readonly isOutdated: boolean;
}

/** Whether the page is to be loaded anew: once a day at the quiet hour, and when the hub was updated; never without a hub. */
export function isReloadDue({ hour, ageMs, isLive, isOutdated }: PageAge): boolean {
  if (!isLive || ageMs < AGAIN_MS) return false;
  return isOutdated || (hour === QUIET_HOUR && ageMs >= LOADED_FOR_MS);
}
