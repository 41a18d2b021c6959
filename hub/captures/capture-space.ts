import type { CaptureStorage } from '#schemas/captures/storage';
import type { CapturesSettings } from '#schemas/config/captures-settings';
import type { CaptureId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { deletingCaptures, pointsOfEach } from './deleting-captures.ts';
import type { ObjectKeeper } from './object-keeper.ts';

const DAY_MS = 86_400_000;
const MB = 1_000_000;
/** Captures that retention removes at once; the rest goes with the next turn. */
const AT_ONCE = 200;
/** What is to come soon has room: retention begins before the limit. */
const FULL_SHARE = 0.95;
const SHOWN = 20;
const COUNTERS = ['captures_refused', 'tracks_missing'] as const;

export interface CaptureSpaceDeps {
  readonly store: Store;
  readonly keeper: ObjectKeeper;
  readonly events: Events;
  readonly clock: Clock;
  readonly settings: CapturesSettings;
  readonly kind: 'folder' | 's3';
  readonly isDiskLow: () => boolean;
}

const BYTES = `(SELECT coalesce(sum(bytes), 0) FROM capture_tracks t WHERE t.capture_id = c.capture_id)`;
/** What retention may take: the oldest first, never what a person protects or what is still coming in. */
const REMOVABLE = `FROM captures c WHERE is_protected = 0 AND state NOT IN ('recording', 'arriving')`;

/** What captures take up, and what goes when they are old or need room. */
export class CaptureSpace {
  readonly #deps: CaptureSpaceDeps;
  #bytes = 0;
  #refused = 0;
  #missing = 0;

  constructor(deps: CaptureSpaceDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    await this.#measure();
    const rows = await this.#deps.store.read(
      `SELECT name, value FROM counters WHERE name IN ('${COUNTERS.join("', '")}')`,
    );
    const kept = (name: string) => Number(rows.find((row) => row.name === name)?.value ?? 0);
    this.#refused = kept('captures_refused');
    this.#missing = kept('tracks_missing');
  }

  hasRoomFor(bytes: number): boolean {
    return !this.#deps.isDiskLow() && this.#bytes + bytes <= this.#maxBytes;
  }

  /** So much more lies there. */
  took(bytes: number): void {
    this.#bytes += bytes;
  }

  count(what: 'refused' | 'missing', n: number): void {
    if (what === 'refused') this.#refused += n;
    else this.#missing += n;
  }

  /** Removes what is too old, and as much of the oldest as room is needed; gives the space back. To be called each minute. */
  async turn(): Promise<void> {
    const { store, keeper, clock, settings } = this.#deps;
    await this.#keepCounts();
    const old = await store.read(
      `SELECT capture_id, ${BYTES} AS bytes ${REMOVABLE} AND at_ms < ? ORDER BY at_ms LIMIT ${AT_ONCE}`,
      [clock() - settings.keptDays * DAY_MS],
    );
    await this.#remove(old, 'age');
    await this.#measure();
    let surplus = this.#bytes - this.#maxBytes * FULL_SHARE;
    if (this.#deps.isDiskLow()) surplus = Math.max(surplus, this.#bytes * (1 - FULL_SHARE));
    if (surplus > 0) {
      const oldest = await store.read(
        `SELECT capture_id, ${BYTES} AS bytes ${REMOVABLE} ORDER BY at_ms LIMIT ${AT_ONCE}`,
      );
      await this.#remove(enough(oldest, surplus), 'room');
    }
    await keeper.sweep();
    await this.#measure();
  }

  /** Gives back the space of what was just deleted. */
  async sweep(): Promise<number> {
    const freed = await this.#deps.keeper.sweep();
    await this.#measure();
    return freed;
  }

  async state(): Promise<CaptureStorage> {
    const { store, settings, clock, kind, isDiskLow } = this.#deps;
    const [all] = await store.read(
      `SELECT count(*) AS captures, coalesce(sum(is_protected), 0) AS protected FROM captures`,
    );
    const [sizes] = await store.read(
      `SELECT coalesce(sum(raw_bytes), 0) AS raw,
        coalesce(sum(CASE WHEN c.is_protected = 1 THEN bytes ELSE 0 END), 0) AS protected
       FROM capture_tracks JOIN captures c USING (capture_id)`,
    );
    const next = await store.read(
      `SELECT capture_id, at_ms, machine, ${BYTES} AS bytes ${REMOVABLE} ORDER BY at_ms LIMIT ${SHOWN}`,
    );
    const needsRoom = this.#bytes > this.#maxBytes * FULL_SHARE || isDiskLow();
    const keptMs = settings.keptDays * DAY_MS;
    return {
      kind,
      captures: Number(all.captures),
      protectedCaptures: Number(all.protected),
      bytes: this.#bytes,
      protectedBytes: Number(sizes.protected),
      rawBytes: Number(sizes.raw),
      maxBytes: this.#maxBytes,
      keptDays: settings.keptDays,
      isDiskLow: isDiskLow(),
      refused: this.#refused,
      missing: this.#missing,
      next: next.map((row) => ({
        captureId: row.capture_id as CaptureId,
        atMs: Number(row.at_ms),
        machine: row.machine as string | null,
        bytes: Number(row.bytes),
        removedAfterMs: needsRoom ? null : Math.round(Number(row.at_ms) + keptMs),
        why: needsRoom && Number(row.at_ms) + keptMs > clock() ? 'room' : 'age',
      })),
    };
  }

  get #maxBytes(): number {
    return Math.floor(this.#deps.settings.maxTotalMb * MB);
  }

  async #measure(): Promise<void> {
    const [row] = await this.#deps.store.read('SELECT coalesce(sum(bytes), 0) AS sum FROM objects');
    this.#bytes = Number(row.sum);
  }

  async #keepCounts(): Promise<void> {
    const values = [this.#refused, this.#missing];
    await this.#deps.store.write(
      COUNTERS.map((name, i) => ({
        sql: 'INSERT INTO counters VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        args: [name, values[i]],
      })),
    );
  }

  async #remove(rows: readonly Row[], why: 'age' | 'room'): Promise<void> {
    if (rows.length === 0) return;
    const captureIds = rows.map(({ capture_id }) => capture_id as CaptureId);
    const bytes = rows.reduce((sum, row) => sum + Number(row.bytes), 0);
    const { store, events } = this.#deps;
    const gone = await pointsOfEach(store, captureIds);
    await store.record(deletingCaptures(captureIds), [
      {
        event: 'capture.removed',
        actor: SYSTEM_ACTOR,
        details: { captures: captureIds.length, bytes, why, from: captureIds[0] },
      },
    ]);
    events.emit('capturesGone', gone);
  }
}

/** Of the oldest as many as have so many bytes together. */
function enough(rows: readonly Row[], bytes: number): Row[] {
  let sum = 0;
  return rows.filter(({ bytes: own }) => {
    const isNeeded = sum < bytes;
    sum += Number(own);
    return isNeeded;
  });
}
