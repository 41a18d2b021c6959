import { type Signal, signal } from '@preact/signals';
import type { AuditRow } from '#schemas/audit/audit-row';

/** Rows that are shown at most. */
export const TAIL_ROWS = 100;
/** Rows that are kept while it is paused: an attack must not fill the browser. */
const HELD_ROWS = 500;

/** The newest entries, newest first; paused, it holds what comes until it goes on. */
export class AuditTail {
  readonly rows: Signal<readonly AuditRow[]> = signal([]);
  readonly isPaused: Signal<boolean> = signal(false);
  /** Entries that came while paused. */
  readonly held: Signal<number> = signal(0);
  private waiting: readonly AuditRow[] = [];

  /** Takes entries as they come, oldest first. */
  take(entries: readonly AuditRow[]): void {
    if (!this.isPaused.peek()) {
      this.show(entries);
      return;
    }
    this.waiting = [...this.waiting, ...entries].slice(-HELD_ROWS);
    this.held.value += entries.length;
  }

  pause(): void {
    this.isPaused.value = true;
  }

  resume(): void {
    this.isPaused.value = false;
    this.held.value = 0;
    const { waiting } = this;
    this.waiting = [];
    this.show(waiting);
  }

  clear(): void {
    this.rows.value = [];
  }

  private show(entries: readonly AuditRow[]): void {
    if (entries.length === 0) return;
    this.rows.value = [...entries.toReversed(), ...this.rows.peek()].slice(0, TAIL_ROWS);
  }
}
