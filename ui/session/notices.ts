import { type Signal, signal } from '@preact/signals';

/** A short message that goes by itself; `undo` takes the action back. */
export interface Notice {
  readonly id: number;
  readonly sentence: string;
  readonly kind: 'done' | 'failed';
  readonly undo: (() => void) | null;
}

const SHOWN_MS = 8000;

/** What was just done or failed, and what a screen reader shall say. */
export class Notices {
  readonly shown: Signal<readonly Notice[]> = signal([]);
  /** Spoken politely, never shown. */
  readonly spoken: Signal<string> = signal('');
  private readonly after: (ms: number, callback: () => void) => void;
  private nextId = 1;

  constructor(after: (ms: number, callback: () => void) => void) {
    this.after = after;
  }

  done(sentence: string, undo: (() => void) | null = null): void {
    this.add({ id: this.nextId++, sentence, kind: 'done', undo });
  }

  failed(sentence: string): void {
    this.add({ id: this.nextId++, sentence, kind: 'failed', undo: null });
  }

  say(sentence: string): void {
    this.spoken.value = sentence;
  }

  dismiss(id: number): void {
    this.shown.value = this.shown.peek().filter((notice) => notice.id !== id);
  }

  private add(notice: Notice): void {
    this.shown.value = [...this.shown.peek().slice(-2), notice];
    this.after(SHOWN_MS, () => this.dismiss(notice.id));
  }
}
