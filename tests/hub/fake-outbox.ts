import type { Receipt, ResultBatch } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import type { PlantClient } from './plant-box.ts';

const RESEND_MS = 300;

/** An outbox as a lane's: it forgets a batch upon its receipt only, and sends what has none again and again. */
export class FakeOutbox {
  readonly #plant: PlantClient;
  readonly #open = new Map<number, ResultBatch>();
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #waiting = new Set<() => void>();
  receipts = 0;

  constructor(plant: PlantClient) {
    this.#plant = plant;
  }

  async start(): Promise<void> {
    const heard = await this.#plant.hear<Receipt>(topic('receipt', 'agent-1'));
    heard.each(({ sequence }) => {
      this.receipts++;
      this.#open.delete(sequence);
      for (const look of this.#waiting) look();
    });
    this.#timer = setInterval(() => {
      for (const batch of this.#open.values()) this.#send(batch);
    }, RESEND_MS);
  }

  put(batch: ResultBatch): void {
    this.#open.set(batch.sequence, batch);
    this.#send(batch);
  }

  /** When every batch has its receipt. */
  empty(): Promise<void> {
    return this.#when(() => this.#open.size === 0);
  }

  /** When so many receipts have come in all. */
  receipted(count: number): Promise<void> {
    return this.#when(() => this.receipts >= count);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #when(holds: () => boolean): Promise<void> {
    return new Promise((done) => {
      const look = () => {
        if (!holds()) return;
        this.#waiting.delete(look);
        done();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #send(batch: ResultBatch): void {
    void this.#plant.say(topic('results', 'agent-1'), batch);
  }
}
