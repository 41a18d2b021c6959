import type { Random } from '#signal/synth/random';
import { ascending, drawLike } from './draw.ts';

/** Of fewer runs nothing is said of the next. */
export const RUNS_NEEDED = 5;
/** From so many jobs on their sum is drawn at once: the sum of many is normal, and drawing each takes long. */
const EACH_MAX = 30;

/** Jobs of one kind that are there now. */
export interface WaitingKind {
  readonly kind: string;
  readonly waiting: number;
  /** How long those at work have been, in hours. */
  readonly running: readonly number[];
  /** How long its latest runs took, in hours. */
  readonly runs: readonly number[];
}

/** Hours of work that all of these may take. Kinds without enough runs are left out: see `isKnown`. */
export function drawBacklog(kinds: readonly WaitingKind[], random: Random): number {
  return kinds.filter(isKnown).reduce((sum, kind) => sum + drawKind(kind, random), 0);
}

/** Whether it is known how long jobs of the kind take. */
export function isKnown({ runs }: WaitingKind): boolean {
  return runs.length >= RUNS_NEEDED;
}

function drawKind({ waiting, running, runs }: WaitingKind, random: Random): number {
  const sorted = ascending(runs);
  let hours = 0;
  for (const elapsed of running) hours += leftAfter(elapsed, sorted, random);
  if (waiting <= EACH_MAX) {
    for (let i = 0; i < waiting; i++) hours += drawLike(sorted, random);
    return hours;
  }
  const n = runs.length;
  const mean = runs.reduce((sum, one) => sum + one, 0) / n;
  const variance = runs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  // The jobs vary, and so does the mean that so few runs tell.
  const spread = Math.sqrt(waiting * variance + (waiting ** 2 * variance) / n);
  return hours + Math.max(0, waiting * mean + spread * random.gaussian());
}

/** Of a job that has been at work for so long only longer runs tell anything; one that outlasts them all is near its end. */
function leftAfter(elapsed: number, sorted: readonly number[], random: Random): number {
  const longer = sorted.filter((one) => one > elapsed);
  return longer.length === 0 ? 0 : drawLike(longer, random) - elapsed;
}
