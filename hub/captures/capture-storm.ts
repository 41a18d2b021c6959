const HOUR_MS = 3_600_000;

/** Keeps a machine that alarms again and again from filling the disk: so many captures an hour, each machine for itself. */
export class CaptureStorm {
  readonly #max: number;
  readonly #made = new Map<string, number[]>();

  constructor(max: number) {
    this.#max = max;
  }

  /** Whether one more may be made now; counts it if so. */
  admit(machine: string, nowMs: number): boolean {
    const lately = (this.#made.get(machine) ?? []).filter((atMs) => nowMs - atMs < HOUR_MS);
    const isAdmitted = lately.length < this.#max;
    if (isAdmitted) lately.push(nowMs);
    this.#made.set(machine, lately);
    return isAdmitted;
  }
}
