import { type Signal, signal } from '@preact/signals';
import { z } from 'zod';

const STORED_AS = 'tremolo.last-known';
/** Older than this it helps nobody any more. */
const KEPT_MS = 7 * 24 * 3_600_000;

const KnownPoint = z.object({
  pointId: z.string(),
  name: z.string(),
  appearance: z.string(),
  /** Fault or reason, as it was shown. */
  says: z.string(),
  figure: z.string(),
});
const KnownAlarm = z.object({
  alarmId: z.string(),
  priority: z.string(),
  name: z.string(),
  raisedMs: z.number(),
  isAcknowledged: z.boolean(),
});
/** What was last known of plant and alarms, as it was shown: little enough for a browser to keep. */
export const Known = z.object({
  userId: z.string(),
  userName: z.string(),
  savedMs: z.number(),
  total: z.number(),
  counts: z.record(z.string(), z.number()),
  /** The worst, as many as are kept. */
  points: z.array(KnownPoint),
  alarms: z.array(KnownAlarm),
  mayAcknowledge: z.boolean(),
});
export type Known = Readonly<z.infer<typeof Known>>;

export interface LastKnownDeps {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly clock: () => number;
}

/**
 * The last state of plant and alarms that a person saw in this browser, to be shown as old while the hub cannot be reached. It
 * belongs to one person, and is gone as soon as that person signs out or loses the session.
 */
export class LastKnown {
  /** Null: nothing is known here. */
  readonly known: Signal<Known | null> = signal(null);
  readonly #deps: LastKnownDeps;

  constructor(deps: LastKnownDeps) {
    this.#deps = deps;
  }

  /** Reads what is kept. */
  start(): void {
    const { storage, clock } = this.#deps;
    const known = parse(storage.getItem(STORED_AS));
    this.known.value = known !== null && known.savedMs > clock() - KEPT_MS ? known : null;
  }

  keep(known: Known): void {
    this.known.value = known;
    try {
      this.#deps.storage.setItem(STORED_AS, JSON.stringify(known));
    } catch (error) {
      console.warn(`This browser keeps nothing more: ${(error as Error).message}`);
    }
  }

  /** Nobody is to find it here any more. */
  forget(): void {
    this.known.value = null;
    this.#deps.storage.removeItem(STORED_AS);
  }
}

function parse(stored: string | null): Known | null {
  if (stored === null) return null;
  try {
    return Known.safeParse(JSON.parse(stored)).data ?? null;
  } catch (error) {
    console.warn(`What was last known cannot be read: ${(error as Error).message}`);
    return null;
  }
}
