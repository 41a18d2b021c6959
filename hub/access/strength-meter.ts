import type { PasswordStrength } from '#schemas/access/password-strength';
import { TremoloError } from '#schemas/errors/tremolo-error';

interface Waiting {
  resolve(strength: PasswordStrength): void;
  reject(error: TremoloError): void;
}

/** Judges passwords in a worker of its own, which starts when the first one comes. */
export class StrengthMeter {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #nextId = 1;

  /** How `password` stands up to somebody who knows `words`. */
  strengthOf(password: string, words: readonly string[]): Promise<PasswordStrength> {
    const worker = this.#started();
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, password, words });
    });
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL('./strength-worker.ts', import.meta.url).href);
    worker.onmessage = ({ data }: MessageEvent<{ id: number; strength: PasswordStrength }>) => {
      this.#waiting.get(data.id)?.resolve(data.strength);
      this.#waiting.delete(data.id);
    };
    worker.onerror = ({ message }) => this.#failed(message);
    this.#worker = worker;
    return worker;
  }

  #failed(message: string): void {
    const cause = new Error(message);
    const error = new TremoloError('internal', 'The password could not be judged.', { cause });
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.stop();
  }
}
