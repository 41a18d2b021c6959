import { type Signal, signal } from '@preact/signals';
import { z } from 'zod';

/** So long a request waits for the hub before a person has to want it again. */
export const WAITS_FOR_MS = 12 * 3_600_000;
/** What nobody looked at for so long is gone. */
const KEPT_MS = 7 * 24 * 3_600_000;
/** More at once is no slip of the network: who adds them is told that there is no room. */
const WAITING_MAX = 20;
const STORED_AS = 'tremolo.outbox';

const Waiting = z.object({
  /** Where it is sent. */
  kind: z.enum(['job', 'acknowledgement']).default('job'),
  /** Sent with it each time: the hub does it once, however often it hears of it. */
  key: z.string(),
  userId: z.string(),
  /** What a person calls it: the kind of the job, or which alarms. */
  what: z.string(),
  body: z.unknown(),
  madeMs: z.number(),
  expiresMs: z.number(),
  /** Why the hub would not have it; null: it has not said so. */
  refusal: z.string().nullable(),
});
/** A request that could not reach the hub. */
export type Waiting = Readonly<z.infer<typeof Waiting>>;

/** What became of sending one: done and what came of it, refused for good with the hub's sentence, or not heard. */
export type Sent =
  | { readonly kind: 'done'; readonly sentence: string }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'unheard' };

export interface OutboxDeps {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly clock: () => number;
  /** Whose session it is; null: nobody's. */
  readonly who: () => string | null;
  readonly send: (request: Waiting) => Promise<Sent>;
  readonly onSent: (request: Waiting, sentence: string) => void;
  readonly onRefused: (request: Waiting, sentence: string) => void;
  /** Does the work in one tab of the browser at a time; another that asks meanwhile does without. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
}

/**
 * Requests that wait in this browser until the hub can be reached: kept over a reload, sent only for the person who made them,
 * and given up on nobody's behalf. What is refused or has expired stays until the person decides.
 */
export class Outbox {
  /** Of everybody who uses this browser. */
  readonly all: Signal<readonly Waiting[]>;
  readonly #deps: OutboxDeps;
  #isSending = false;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    this.all = signal([]);
  }

  /** Reads what waits, also after another tab has changed it. */
  read(): void {
    const nowMs = this.#deps.clock();
    const stored = parse(this.#deps.storage.getItem(STORED_AS));
    this.all.value = stored.filter(({ madeMs }) => madeMs > nowMs - KEPT_MS);
  }

  /** Those of this person, of one kind or of all; reads the signal. */
  mine(kind?: Waiting['kind']): readonly Waiting[] {
    const who = this.#deps.who();
    return this.all.value.filter(
      (one) => one.userId === who && (kind === undefined || one.kind === kind),
    );
  }

  isExpired({ expiresMs }: Waiting): boolean {
    return expiresMs <= this.#deps.clock();
  }

  /** Keeps a request; false where there is no room for it, or nobody to whom it would belong. */
  add({
    key,
    what,
    body,
    kind = 'job',
  }: Pick<Waiting, 'key' | 'what' | 'body'> & Partial<Pick<Waiting, 'kind'>>): boolean {
    const userId = this.#deps.who();
    this.read();
    if (userId === null || this.all.peek().length >= WAITING_MAX) return false;
    const madeMs = this.#deps.clock();
    const expiresMs = madeMs + WAITS_FOR_MS;
    return this.#keep([
      ...this.all.peek(),
      { kind, key, userId, what, body, madeMs, expiresMs, refusal: null },
    ]);
  }

  discard(key: string): void {
    this.read();
    this.#keep(this.all.peek().filter((one) => one.key !== key));
  }

  /** Lets one that was refused, or expired, be sent again. */
  async again(key: string): Promise<void> {
    const expiresMs = this.#deps.clock() + WAITS_FOR_MS;
    this.#change(key, { refusal: null, expiresMs });
    await this.flush();
  }

  /** Sends what waits, one after the other in the order of making, until the hub cannot be heard. */
  async flush(): Promise<void> {
    if (this.#isSending || this.#due().length === 0) return;
    this.#isSending = true;
    try {
      await this.#deps.alone(() => this.#sendAll());
    } finally {
      this.#isSending = false;
    }
  }

  async #sendAll(): Promise<void> {
    this.read();
    for (const request of this.#due()) {
      const { key } = request;
      this.read();
      // Discarded meanwhile, here or in another tab.
      if (!this.all.peek().some((one) => one.key === key)) continue;
      const sent = await this.#deps.send(request);
      if (sent.kind === 'unheard') return;
      if (sent.kind === 'refused') {
        this.#change(key, { refusal: sent.sentence });
        this.#deps.onRefused(request, sent.sentence);
      } else {
        this.discard(key);
        this.#deps.onSent(request, sent.sentence);
      }
    }
  }

  #due(): readonly Waiting[] {
    const who = this.#deps.who();
    return this.all
      .peek()
      .filter((one) => one.userId === who && one.refusal === null && !this.isExpired(one));
  }

  #change(key: string, to: Partial<Waiting>): void {
    this.read();
    this.#keep(this.all.peek().map((one) => (one.key === key ? { ...one, ...to } : one)));
  }

  /** False where the browser keeps nothing. */
  #keep(all: readonly Waiting[]): boolean {
    const { storage } = this.#deps;
    try {
      if (all.length === 0) storage.removeItem(STORED_AS);
      else storage.setItem(STORED_AS, JSON.stringify(all));
    } catch (error) {
      console.warn(`This browser keeps nothing more: ${(error as Error).message}`);
      return false;
    }
    this.all.value = all;
    return true;
  }
}

/** What was stored; nothing where something else has written there. */
function parse(stored: string | null): readonly Waiting[] {
  if (stored === null) return [];
  try {
    return z.array(Waiting).safeParse(JSON.parse(stored)).data ?? [];
  } catch (error) {
    console.warn(`What waited in this browser cannot be read: ${(error as Error).message}`);
    return [];
  }
}
