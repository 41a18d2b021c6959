import type {
  Capture,
  CaptureLabel,
  CaptureLabelName,
  CaptureRow,
  CaptureTrack,
  TrackPreview,
} from '#schemas/captures/capture';
import { TrackFacts } from '#schemas/captures/track';
import { refused } from '#schemas/errors/refused';
import type { CaptureQuery } from '#schemas/http/captures';
import type { AlarmId, CaptureId, PointId, UserId } from '#schemas/ids/ids';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { captureFilter, captureOrder } from './capture-filter.ts';

const DAY_MS = 86_400_000;

export interface CaptureReadingDeps {
  readonly store: Store;
  readonly keptDays: number;
  /** Of a person who is there; null for one who is not any more. */
  readonly nameOf: (userId: string) => string | null;
}

const BYTES = `(SELECT coalesce(sum(t.bytes), 0) FROM capture_tracks t WHERE t.capture_id = c.capture_id)`;
const RAW = `(SELECT coalesce(sum(t.raw_bytes), 0) FROM capture_tracks t WHERE t.capture_id = c.capture_id)`;

/** What is known of captures, for whoever asks. */
export class CaptureReading {
  readonly #deps: CaptureReadingDeps;

  constructor(deps: CaptureReadingDeps) {
    this.#deps = deps;
  }

  /** Of all captures, or of those only that hold none but these points. */
  async page(query: CaptureQuery, ofPoints: readonly PointId[] | null = null) {
    const { where, args } = captureFilter(query, ofPoints);
    const { key, isDown, after, cursorOf } = captureOrder(query, BYTES);
    const beyond = after === null ? '' : `AND (${key}, c.capture_id) ${isDown ? '<' : '>'} (?, ?)`;
    const direction = isDown ? 'DESC' : 'ASC';
    const rows = await this.#deps.store.read(
      `SELECT c.*, ${BYTES} AS bytes, ${RAW} AS raw_bytes, ${key} AS sort_key FROM captures c
        WHERE ${where} ${beyond} ORDER BY sort_key ${direction}, c.capture_id ${direction} LIMIT ?`,
      [...args, ...(after ?? []), query.limit + 1],
    );
    const [{ total }] = await this.#deps.store.read(
      `SELECT count(*) AS total FROM captures c WHERE ${where}`,
      args,
    );
    const shown = rows.slice(0, query.limit);
    const items = await this.#rows(shown);
    const last = shown.at(-1);
    const isMore = rows.length > query.limit && last !== undefined;
    return { items, nextCursor: isMore ? cursorOf(last) : null, total: Number(total) };
  }

  /** Throws `not_found`. */
  async one(captureId: CaptureId): Promise<Capture> {
    const [found] = await this.#deps.store.read(
      `SELECT c.*, ${BYTES} AS bytes, ${RAW} AS raw_bytes FROM captures c WHERE capture_id = ?`,
      [captureId],
    );
    if (found === undefined) throw refused('capture_unknown');
    const [row] = await this.#rows([found]);
    const { points: _, labels: __, preview: ___, ...about } = row;
    const isSafe = row.isProtected || row.state === 'recording' || row.state === 'arriving';
    return {
      ...about,
      tracks: await this.tracks(captureId),
      labels: await this.labels(captureId),
      removedAfterMs: isSafe ? null : Math.round(row.atMs + this.#deps.keptDays * DAY_MS),
    };
  }

  /** Points of these captures, whatever came of them. Throws `not_found` when one of them is not there. */
  async pointsOf(captureIds: readonly CaptureId[]): Promise<Set<PointId>> {
    const unique = new Set(captureIds);
    const rows = await this.#deps.store.read(
      `SELECT c.capture_id, point_id FROM captures c LEFT JOIN capture_tracks USING (capture_id)
        WHERE c.capture_id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify([...unique])],
    );
    if (new Set(rows.map(({ capture_id }) => capture_id)).size < unique.size) {
      throw refused('capture_unknown');
    }
    return new Set(
      rows.flatMap(({ point_id }) => (point_id === null ? [] : (point_id as PointId))),
    );
  }

  async tracks(captureId: CaptureId): Promise<CaptureTrack[]> {
    const rows = await this.#deps.store.read(
      'SELECT * FROM capture_tracks WHERE capture_id = ? ORDER BY point_name, point_id',
      [captureId],
    );
    return rows.map(trackOf);
  }

  /** Throws `not_found`, also for a track whose samples did not come. */
  async track(captureId: CaptureId, pointId: PointId): Promise<CaptureTrack & { sha256: string }> {
    const [row] = await this.#deps.store.read(
      "SELECT * FROM capture_tracks WHERE capture_id = ? AND point_id = ? AND state = 'kept'",
      [captureId, pointId],
    );
    const track = row === undefined ? null : trackOf(row);
    if (track !== null && track.sha256 !== null) return { ...track, sha256: track.sha256 };
    throw refused('capture_no_samples');
  }

  async labels(captureId: CaptureId): Promise<CaptureLabel[]> {
    const rows = await this.#deps.store.read(
      'SELECT * FROM capture_labels WHERE capture_id = ? ORDER BY at_ms, label',
      [captureId],
    );
    return rows.map((row) => ({
      label: row.label as CaptureLabelName,
      pointId: row.point_id === '' ? null : (row.point_id as PointId),
      confidence: Number(row.confidence),
      note: String(row.note),
      userId: row.user_id as UserId | null,
      byName: this.#nameOf(row.user_id),
      atMs: Number(row.at_ms),
    }));
  }

  async #rows(rows: readonly Row[]): Promise<CaptureRow[]> {
    const { store } = this.#deps;
    const ids = [JSON.stringify(rows.map(({ capture_id }) => capture_id))];
    const among = 'WHERE capture_id IN (SELECT value FROM json_each(?))';
    const [tracks, labels, alarms] = await Promise.all([
      store.read(
        `SELECT capture_id, point_id, point_name, state, preview FROM capture_tracks ${among} ORDER BY point_name`,
        ids,
      ),
      store.read(`SELECT DISTINCT capture_id, label FROM capture_labels ${among}`, ids),
      store.read(`SELECT * FROM capture_alarms ${among} ORDER BY alarm_id`, ids),
    ]);
    const of = (all: readonly Row[], row: Row) =>
      all.filter(({ capture_id }) => capture_id === row.capture_id);
    return rows.map((row) => {
      const own = of(tracks, row);
      const shown = own.find(({ preview }) => preview !== null)?.preview;
      return {
        ...rowOf(row),
        byName: this.#nameOf(row.user_id),
        alarmIds: of(alarms, row).map(({ alarm_id }) => alarm_id as AlarmId),
        labels: of(labels, row).map(({ label }) => label as CaptureLabelName),
        points: own.map((track) => ({
          pointId: track.point_id as PointId,
          pointName: String(track.point_name),
          state: track.state as CaptureTrack['state'],
        })),
        preview: shown == null ? null : (JSON.parse(String(shown)) as TrackPreview),
      };
    });
  }

  #nameOf(userId: unknown): string {
    if (userId === null) return 'Tremolo';
    return this.#deps.nameOf(String(userId)) ?? '';
  }
}

function rowOf(
  row: Row,
): Omit<CaptureRow, 'byName' | 'alarmIds' | 'labels' | 'points' | 'preview'> {
  return {
    captureId: row.capture_id as CaptureId,
    state: row.state as CaptureRow['state'],
    trigger: row.trigger as CaptureRow['trigger'],
    atMs: Number(row.at_ms),
    fromMs: Number(row.from_ms),
    toMs: Number(row.to_ms),
    machine: row.machine as string | null,
    area: row.area as string | null,
    ruleId: row.rule_id as CaptureRow['ruleId'],
    speedRpm: row.speed_rpm as number | null,
    condition: row.condition as CaptureRow['condition'],
    isProtected: row.is_protected === 1,
    bytes: Number(row.bytes),
    rawBytes: Number(row.raw_bytes),
    note: String(row.note),
  };
}

function trackOf(row: Row): CaptureTrack {
  return {
    pointId: row.point_id as PointId,
    pointName: String(row.point_name),
    state: row.state as CaptureTrack['state'],
    reason: row.reason as string | null,
    facts: row.facts === null ? null : TrackFacts.parse(JSON.parse(String(row.facts))),
    bytes: Number(row.bytes),
    rawBytes: Number(row.raw_bytes),
    sha256: row.sha256 as string | null,
    preview: row.preview === null ? null : JSON.parse(String(row.preview)),
  };
}
