import type { PointReading } from './facts.ts';

/** Below this nothing turns: a MEMS sensor's own noise comes to about 0.04 mm/s r.m.s. (75 µg/√Hz from 10 Hz). */
const STOPPED_MM_S = 0.1;
const RUNNING_MM_S = 0.15;
/** Of a speed that the plant measures itself. */
const STOPPED_RPM = 30;

export type MachineState = 'running' | 'stopped' | 'unknown';

/** Which machines run. One runs when any of its points says so; it stands when all that say something say that. */
export class MachineStates {
  readonly #points = new Map<string, Map<string, boolean>>();
  readonly #speeds = new Map<string, number>();

  /** Takes what was heard of a point of the machine; true when that changes the machine's state. */
  heard(machineId: string, { pointId, figures }: PointReading): boolean {
    const { velocityMmS } = figures;
    const before = this.of(machineId);
    const points = this.#points.get(machineId) ?? new Map<string, boolean>();
    this.#points.set(machineId, points);
    if (velocityMmS === null) points.delete(pointId);
    else {
      const limit = points.get(pointId) === false ? RUNNING_MM_S : STOPPED_MM_S;
      points.set(pointId, velocityMmS >= limit);
    }
    return this.of(machineId) !== before;
  }

  /** Takes a measured speed, r/min; null: it says nothing now. */
  turns(machineId: string, speedRpm: number | null): boolean {
    const before = this.of(machineId);
    if (speedRpm === null) this.#speeds.delete(machineId);
    else this.#speeds.set(machineId, speedRpm);
    return this.of(machineId) !== before;
  }

  /** A point is not there any more: what it said last must not speak for the machine. */
  forget(machineId: string, pointId: string): void {
    this.#points.get(machineId)?.delete(pointId);
  }

  of(machineId: string): MachineState {
    const speedRpm = this.#speeds.get(machineId);
    if (speedRpm !== undefined) return speedRpm > STOPPED_RPM ? 'running' : 'stopped';
    const points = this.#points.get(machineId);
    if (points === undefined || points.size === 0) return 'unknown';
    for (const isRunning of points.values()) if (isRunning) return 'running';
    return 'stopped';
  }
}
