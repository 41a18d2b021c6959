import type { Clock } from '../clock.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import type { AuditEntry, Json } from '../store/audit-entry.ts';
import type { Store } from '../store/store.ts';

/** What can be wrong for a while, and what is recorded when it is over. */
const OVER = {
  'system.agent_lost': 'system.agent_back',
  'system.agent_twice': 'system.agent_single',
  'system.clock_off': 'system.clock_right',
  'system.agent_outdated': 'system.agent_updated',
  'system.hub_outdated': 'system.hub_updated',
  'system.disk_low': 'system.disk_free',
  'system.memory_high': 'system.memory_normal',
} as const;
type TroubleEvent = keyof typeof OVER;
type Details = Readonly<Record<string, Json>>;

/** Something that is wrong now. */
export interface Trouble {
  readonly event: TroubleEvent;
  readonly resourceId: string | null;
  readonly details?: Details;
}

/** All that is wrong now; of one kind it may be unclear: while no agent can be heard, none is known to be lost or back. */
export interface Troubles {
  readonly now: readonly Trouble[];
  readonly unclear: TroubleEvent | null;
}

/** Something that happened once and is over: a slow question, a failure that nobody foresaw. */
export interface Mishap {
  readonly event: 'system.store_slow' | 'system.failed';
  readonly details: Details;
}

/** Of one kind one entry within this time: what goes wrong a thousand times a second must not fill the trail. */
const MISHAP_MS = 60_000;
/** More kinds than these are somebody’s doing, and are forgotten together. */
const KINDS_MAX = 500;

const keyOf = ({ event, resourceId }: Trouble) => `${event} ${resourceId ?? ''}`;

/** Keeps in the audit trail when something begins to be wrong, and when it is right again. */
export class TroubleWatch {
  readonly #deps: { store: Store; clock: Clock };
  #known = new Map<string, Trouble>();
  readonly #mishaps = new Map<string, { toldMs: number; untold: number }>();
  #waiting: Mishap[] = [];
  #isBusy = false;

  constructor(deps: { store: Store; clock: Clock }) {
    this.#deps = deps;
  }

  /** Recalls what was wrong when the hub stopped: it is not told again, but its end is. */
  async start(): Promise<void> {
    for (const [event, over] of Object.entries(OVER)) {
      const rows = await this.#deps.store.read(
        `SELECT resource_id FROM audit WHERE event = ? AND seq IN
          (SELECT max(seq) FROM audit WHERE event IN (?, ?) GROUP BY resource_id)`,
        [event, event, over],
      );
      for (const row of rows) {
        const resourceId = row.resource_id as string | null;
        const trouble = { event: event as TroubleEvent, resourceId };
        this.#known.set(keyOf(trouble), trouble);
      }
    }
  }

  /** Notes a mishap, to be recorded with the next turn; `kind` is what the limit is about. */
  note(kind: string, { event, details }: Mishap): void {
    const nowMs = this.#deps.clock();
    const before = this.#mishaps.get(kind);
    if (before !== undefined && Math.abs(nowMs - before.toldMs) < MISHAP_MS) {
      before.untold++;
      return;
    }
    const notTold = before?.untold ?? 0;
    if (this.#mishaps.size >= KINDS_MAX) this.#mishaps.clear();
    this.#mishaps.set(kind, { toldMs: nowMs, untold: 0 });
    this.#waiting.push({ event, details: { ...details, notTold } });
  }

  /** Compares what is wrong now with what was before. To be called each second; rejects when the store does. */
  async turn({ now: troubles, unclear }: Troubles): Promise<void> {
    if (this.#isBusy) return;
    const asBefore = [...this.#known.values()].filter(({ event }) => event === unclear);
    const now = new Map([...asBefore, ...troubles].map((one) => [keyOf(one), one]));
    const begun = [...now].filter(([key]) => !this.#known.has(key));
    const over = [...this.#known].filter(([key]) => !now.has(key));
    const mishaps = this.#waiting;
    const entries: AuditEntry[] = [
      ...begun.map(([, trouble]) => trouble),
      ...over.map(([, { event, resourceId }]) => ({ event: OVER[event], resourceId })),
      ...mishaps,
    ].map((about) => ({ ...about, actor: SYSTEM_ACTOR }));
    if (entries.length === 0) return;
    this.#isBusy = true;
    try {
      await this.#deps.store.record([], entries);
      // Only now: on a full disk it is tried again with the next turn.
      this.#known = now;
      this.#waiting = this.#waiting.slice(mishaps.length);
    } finally {
      this.#isBusy = false;
    }
  }
}
