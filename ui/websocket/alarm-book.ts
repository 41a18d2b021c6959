import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Alarm } from '#schemas/alarms/alarm';
import type { AlarmNews } from '#schemas/alarms/news';
import type { AlarmPriority } from '#schemas/alarms/priority';
import type { ServerMessage } from '#schemas/websocket/messages';
import { countByPriority, mostUrgentFirst, type PriorityCounts, worstOf } from './alarm-order.ts';

/** News of a flood are put on the screen together and at most this often. */
export const GATHER_MS = 250;
/** All parts of a whole list have come by then. */
const LIST_WITHIN_MS = 2_000;
/** Closed ones that are remembered: an answer that was on its way meanwhile must not bring them back. */
const CLOSED_MAX = 1_000;

export interface AlarmBookParts {
  /** Calls back once after `ms`. */
  readonly after: (ms: number, callback: () => void) => void;
  /** People are to see these from now on, the most urgent first. */
  readonly onRaised: (alarms: readonly Alarm[]) => void;
}

/** Every open alarm, as the hub tells of it. */
export class AlarmBook {
  /** False until the first list came. */
  readonly isLoaded: Signal<boolean> = signal(false);
  /** Open alarms, held back or not, the most urgent first. */
  readonly open: Signal<readonly Alarm[]> = signal([]);
  /** Those that are not held back. */
  readonly standing: ReadonlySignal<readonly Alarm[]> = computed(() =>
    this.open.value.filter(({ hold }) => hold === null),
  );
  /** Of these, how many nobody has acknowledged. */
  readonly waiting: ReadonlySignal<PriorityCounts> = computed(() =>
    countByPriority(this.standing.value.filter(({ isAcknowledged }) => !isAcknowledged)),
  );
  readonly #parts: AlarmBookParts;
  readonly #alarms = new Map<string, Alarm>();
  readonly #closed = new Set<string>();
  readonly #news: AlarmNews[] = [];
  /** Of a whole list that comes in parts, those not named yet; they go when it has come. */
  #unconfirmed = new Set<string>();
  #isGathering = false;

  constructor(parts: AlarmBookParts) {
    this.#parts = parts;
  }

  /** Takes news of the live connection; messages of no concern are ignored. */
  take(message: ServerMessage): void {
    if (message.type === 'openAlarms') this.#takeList(message.alarms, message.reset);
    if (message.type !== 'alarms') return;
    this.#news.push(...message.news);
    if (this.#isGathering) return;
    this.#isGathering = true;
    this.#parts.after(GATHER_MS, () => this.#read());
  }

  /** An alarm as the hub answered after something was done with it. */
  put(alarms: readonly Alarm[]): void {
    for (const alarm of alarms) this.#keep(alarm);
    this.#show();
  }

  /** Another person looks at the page: nothing of the one before is left. */
  clear(): void {
    this.#alarms.clear();
    this.#closed.clear();
    this.#news.length = 0;
    this.#unconfirmed = new Set();
    batch(() => {
      this.isLoaded.value = false;
      this.open.value = [];
    });
  }

  /** The most urgent priority that waits for somebody; null: none. */
  worst(): AlarmPriority | null {
    return worstOf(this.waiting.value);
  }

  #takeList(alarms: readonly Alarm[], isFirst: boolean): void {
    if (isFirst) this.#expectAllAgain();
    for (const alarm of alarms) this.#keep(alarm);
    batch(() => {
      this.#show();
      this.isLoaded.value = true;
    });
  }

  /** What the whole list does not name was closed while the connection was lost. */
  #expectAllAgain(): void {
    const unconfirmed = new Set(this.#alarms.keys());
    this.#unconfirmed = unconfirmed;
    if (unconfirmed.size === 0) return;
    this.#parts.after(LIST_WITHIN_MS, () => {
      if (this.#unconfirmed !== unconfirmed) return;
      for (const alarmId of unconfirmed) this.#alarms.delete(alarmId);
      unconfirmed.clear();
      this.#show();
    });
  }

  #read(): void {
    this.#isGathering = false;
    const news = this.#news.splice(0);
    for (const { alarm } of news) this.#keep(alarm);
    this.#show();
    // As they stand now: what was raised and acknowledged at once needs nobody any more.
    const raised = new Set(news.filter(({ what }) => what === 'raised').map((one) => one.alarmId));
    const fresh = this.standing
      .peek()
      .filter((one) => raised.has(one.alarmId) && !one.isAcknowledged);
    if (fresh.length > 0) this.#parts.onRaised(fresh);
  }

  /** News may overtake an answer: an older state never takes the place of a newer one. */
  #keep(alarm: Alarm): void {
    const { alarmId, revision, closedMs } = alarm;
    this.#unconfirmed.delete(alarmId);
    const known = this.#alarms.get(alarmId)?.revision ?? 0;
    if (known > revision || this.#closed.has(alarmId)) return;
    if (closedMs === null) this.#alarms.set(alarmId, alarm);
    else this.#forget(alarmId);
  }

  #forget(alarmId: string): void {
    this.#alarms.delete(alarmId);
    this.#closed.add(alarmId);
    const [oldest] = this.#closed;
    if (this.#closed.size > CLOSED_MAX && oldest !== undefined) this.#closed.delete(oldest);
  }

  #show(): void {
    this.open.value = mostUrgentFirst(this.#alarms.values());
  }
}
