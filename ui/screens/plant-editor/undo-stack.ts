import { type Signal, signal } from '@preact/signals';

/** Something that was done, and how it is taken back. */
export interface Done {
  readonly sentence: string;
  /** True once it is taken back; else why not was said already. */
  readonly undo: () => Promise<boolean>;
}

/** As far as anybody wants to go back here; the history keeps the rest. */
const KEPT = 50;

/** What was done on this screen, the latest last: taken back one by one. */
export class UndoStack {
  readonly done: Signal<readonly Done[]> = signal([]);
  private isBusy = false;

  push(done: Done): void {
    this.done.value = [...this.done.peek().slice(1 - KEPT), done];
  }

  /** Takes the latest back; what cannot be taken back any more is dropped, so that it does not stand in the way. */
  async undo(): Promise<Done | null> {
    const last = this.done.peek().at(-1);
    if (last === undefined || this.isBusy) return null;
    this.isBusy = true;
    try {
      const isUndone = await last.undo();
      this.done.value = this.done.peek().filter((one) => one !== last);
      return isUndone ? last : null;
    } finally {
      this.isBusy = false;
    }
  }
}
