import type { Alarm } from '#schemas/alarms/alarm';
import { refused } from '#schemas/errors/refused';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { AlarmDraft } from './alarm-draft.ts';
import { loadAlarm, type NameOf } from './alarm-rows.ts';
import { FloodMeter } from './flood/flood-meter.ts';
import { HoldBook } from './hold-book.ts';
import { keyOf } from './instance.ts';
import { OpenAlarms } from './open-alarms.ts';

/** What goes into one transaction, so that no flood holds the store for long. */
const AT_ONCE = 500;
/** After the store refused, so long nothing is tried. */
const REST_MS = 1_000;
const LAST_MS = 1_000;

export interface DeskDeps {
  readonly store: Store;
  readonly clock: () => number;
  readonly monotonic: () => number;
  readonly events: Events;
  readonly log: Log;
  readonly nameOf: NameOf;
}

type Change<Done> = (draft: AlarmDraft) => Done;

interface Work {
  readonly change: Change<unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
  /** What was found stays to be kept until it is; what a person asked for fails before the person’s eyes. */
  readonly isLasting: boolean;
}

/**
 * All open alarms. Changes are drafted one after the other, stored together with their audit entries, and only then shown and told:
 * what is not on the disk never happened, and of two people who acknowledge at once one is first.
 */
export class AlarmDesk {
  readonly #deps: DeskDeps;
  /** As people see them, and as they are after what is being stored. */
  readonly shown = new OpenAlarms();
  readonly #drafted = new OpenAlarms();
  readonly holds = new HoldBook();
  readonly flood = new FloodMeter();
  #work: Work[] = [];
  #isBusy = false;
  #isKicked = false;
  #restUntilMs = Number.NEGATIVE_INFINITY;
  #hasFailed = false;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  /** Recalls what stood when the hub stopped. */
  async start(): Promise<void> {
    const { store, nameOf, clock } = this.#deps;
    for (const row of await store.read('SELECT body FROM alarms WHERE closed_ms IS NULL')) {
      const alarm = loadAlarm(row, nameOf);
      this.shown.set(alarm);
      this.#drafted.set(alarm);
    }
    this.holds.load(await store.read('SELECT body FROM alarm_holds'), nameOf);
    const sinceMs = clock() - 600_000;
    const steps = await store.read(
      `SELECT at_ms, body FROM alarm_steps JOIN alarms USING (alarm_id) WHERE what = 'raised' AND at_ms > ? ORDER BY at_ms`,
      [sinceMs],
    );
    for (const { at_ms, body } of steps) {
      const { asset } = JSON.parse(String(body)) as Alarm;
      this.flood.shown({ atMs: Number(at_ms), asset });
    }
  }

  /** Stores what was found last, as far as the store takes it within a second: the rest is found again after the next start. */
  async stop(): Promise<void> {
    const settled = this.#hasFailed ? null : this.settled();
    if (settled === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const enough = new Promise<void>((done) => {
      timer = setTimeout(done, LAST_MS);
    });
    await Promise.race([settled, enough]);
    clearTimeout(timer);
  }

  /** Whether something waits that could not be stored. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** What was found: kept as soon as it can be, in the order of finding. */
  keep(change: Change<void>): void {
    this.#work.push({
      change,
      done: () => undefined,
      failed: (error) => this.#deps.log.error('a change of an alarm makes no sense', error),
      isLasting: true,
    });
    this.#kick();
  }

  /** What a person wants. Rejects with what the change throws, or when it cannot be stored. */
  act<Done>(change: Change<Done>): Promise<Done> {
    return new Promise((resolve, failed) => {
      const done = resolve as (value: unknown) => void;
      this.#work.push({ change, done, failed, isLasting: false });
      this.#kick();
    });
  }

  /** Resolves when all that was found so far is stored; null: it is. */
  settled(): Promise<void> | null {
    if (this.#work.length === 0 && !this.#isBusy) return null;
    return new Promise((done) => {
      this.#work.push({
        change: () => undefined,
        done: () => done(),
        failed: () => done(),
        isLasting: true,
      });
      this.#kick();
    });
  }

  /** Tries again what could not be stored. */
  turn(): void {
    if (this.#work.length > 0) this.#kick();
  }

  /** In the next microtask: what one batch of results finds is stored together, and at once. */
  #kick(): void {
    if (this.#isKicked || this.#isBusy) return;
    this.#isKicked = true;
    queueMicrotask(() => {
      this.#isKicked = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#work.length > 0) {
      const isResting = this.#deps.monotonic() < this.#restUntilMs;
      const next = this.#work.splice(0, AT_ONCE);
      if (isResting || !(await this.#store(next))) {
        // Found things wait for the disk in their order; people are told at once.
        this.#work = [...next.filter(({ isLasting }) => isLasting), ...this.#work];
        this.#refuse(next);
        // With nothing left to try again nobody would find out that the store is well.
        if (this.#work.length === 0) this.#hasFailed = false;
        break;
      }
    }
    this.#isBusy = false;
  }

  async #store(works: readonly Work[]): Promise<boolean> {
    const { store, clock, log } = this.#deps;
    const draft = new AlarmDraft(this.#drafted, this.holds, clock());
    const ends = works.map((work) => attempt(work, draft));
    try {
      if (!draft.isEmpty || draft.entries.length > 0) {
        await store.record(draft.statements(), draft.entries);
      }
    } catch (error) {
      this.#undo(draft);
      this.#restUntilMs = this.#deps.monotonic() + REST_MS;
      if (!this.#hasFailed) log.error('alarms are not stored; tried again each second', error);
      this.#hasFailed = true;
      return false;
    }
    this.#hasFailed = false;
    for (const alarm of draft.changed.values()) this.shown.set(alarm);
    for (const { what, alarm } of draft.news) {
      if (what === 'raised') this.flood.shown({ atMs: draft.nowMs, asset: alarm.asset });
    }
    if (draft.news.length > 0) this.#deps.events.emit('alarms', draft.news);
    for (const end of ends) end();
    return true;
  }

  #undo(draft: AlarmDraft): void {
    for (const alarmId of draft.changed.keys()) {
      const before = this.shown.get(alarmId);
      if (before === undefined) this.#drafted.delete(alarmId);
      else this.#drafted.set(before);
    }
    for (const [key, before] of draft.heldBefore) {
      if (before === undefined) this.holds.delete(key);
      else this.holds.set(before);
    }
  }

  #refuse(works: readonly Work[]): void {
    const waiting = this.#work.filter(({ isLasting }) => !isLasting);
    this.#work = this.#work.filter(({ isLasting }) => isLasting);
    const error = refused('alarm_not_stored');
    for (const { isLasting, failed } of [...works, ...waiting]) if (!isLasting) failed(error);
  }

  /** The open alarm of a rule on an asset. */
  of(ruleId: string, assetId: string): Alarm | undefined {
    return this.shown.of(keyOf(ruleId, assetId));
  }
}

/** Drafts one change; what it throws concerns only it. Gives what is to be said once all is stored. */
function attempt({ change, done, failed }: Work, draft: AlarmDraft): () => void {
  try {
    const value = change(draft);
    return () => done(value);
  } catch (error) {
    return () => failed(error);
  }
}
