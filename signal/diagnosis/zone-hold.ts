import type { SeverityGrade, Zone } from '#schemas/readings/finding';
import { OnOffDelay } from './on-off-delay.ts';

export type ZoneTiming = {
  readonly onMs: number;
  /** On-delay of zone D, shorter: it may damage the machine. */
  readonly dangerOnMs: number;
  readonly offMs: number;
};

const ZONES: readonly Zone[] = ['A', 'B', 'C', 'D'];

/**
 * A severity grade that does not flap on a limit. "At least B", "at least C" and "D" are three delayed bits, so a value that
 * jumps between C and D still holds C. Losing or gaining the ability to grade shows at once.
 */
export class ZoneHold {
  readonly #timing: ZoneTiming;
  #steps: readonly OnOffDelay[];
  #change: OnOffDelay;
  #grade: SeverityGrade | null = null;

  constructor(timing: ZoneTiming) {
    this.#timing = timing;
    this.#steps = stepsOf(timing);
    this.#change = new OnOffDelay(timing);
  }

  /** The held grade; null before the first. */
  get grade(): SeverityGrade | null {
    return this.#grade;
  }

  /** Feeds one window's grade; returns true where zone, change or reason of the held grade became another. */
  update(atMs: number, grade: SeverityGrade): boolean {
    const before = this.#grade;
    this.#grade = grade.graded ? this.#hold(atMs, grade) : grade;
    if (!grade.graded) {
      this.#steps = stepsOf(this.#timing);
      this.#change = new OnOffDelay(this.#timing);
    }
    return before === null || differs(before, this.#grade);
  }

  /** Lets pending changes begin anew, as after a gap in the data. */
  interrupt(): void {
    for (const step of this.#steps) step.interrupt();
    this.#change.interrupt();
  }

  #hold(atMs: number, grade: Extract<SeverityGrade, { graded: true }>): SeverityGrade {
    const at = ZONES.indexOf(grade.zone);
    let level = 0;
    for (let k = 0; k < 3; k++) if (this.#steps[k]!.update(atMs, at > k)) level = k + 1;
    const significantChange = this.#change.update(atMs, grade.significantChange);
    return { graded: true, zone: ZONES[level]!, by: grade.by, significantChange };
  }
}

function stepsOf(timing: ZoneTiming): readonly OnOffDelay[] {
  const { onMs, dangerOnMs, offMs } = timing;
  return [onMs, onMs, dangerOnMs].map((delayMs) => new OnOffDelay({ onMs: delayMs, offMs }));
}

function differs(a: SeverityGrade, b: SeverityGrade): boolean {
  if (a.graded && b.graded) return a.zone !== b.zone || a.significantChange !== b.significantChange;
  if (!a.graded && !b.graded) return a.reason !== b.reason;
  return true;
}
