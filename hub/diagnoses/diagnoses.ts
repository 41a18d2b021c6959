import { refused } from '#schemas/errors/refused';
import type {
  Diagnosis,
  DiagnosisRequest,
  DiagnosisRow,
  DiagnosisShare,
} from '#schemas/http/diagnoses';
import type { PageQuery } from '#schemas/http/page';
import { type DiagnosisId, newId, type UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import { type ListShape, listPage } from '../store/list-page.ts';
import type { Row, Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Judged, RecordingJudge } from './recording-judge.ts';

const TYPE = 'diagnosis';
const DAY_MS = 86_400_000;
/** A deleted one can be brought back for so long. */
const KEPT_DAYS = 30;
/** Of one person: more should be somebody else’s work. */
const OWN_MAX = 2_000;

export type Level = 'viewer' | 'editor' | 'owner';

interface Share {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly subjectId: string;
  readonly level: Level;
  readonly expiresMs: number | null;
}

/** What the room needs of the rights of people. */
export interface DiagnosisDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly judge: RecordingJudge;
  readonly shares: {
    of(type: string, id: string, nowMs: number): Share[];
    levelOf(type: string, id: string, subjects: readonly string[], nowMs: number): Level | null;
    keeping(share: Share): Statement;
    know(share: Share): void;
    give(share: Share, actor: Actor): Promise<void>;
    take(share: Omit<Share, 'level' | 'expiresMs'>, actor: Actor): Promise<boolean>;
  };
  /** The person, and the teams that the person is in. */
  readonly subjectsOf: (userId: UserId) => string[];
  readonly nameOf: (subjectId: string) => string | null;
}

interface Kept {
  readonly diagnosisId: DiagnosisId;
  readonly name: string;
  readonly note: string;
  readonly ownerId: UserId;
  readonly createdMs: number;
  readonly deletedMs: number | null;
  readonly judged: Judged;
}

/** Recordings that people handed in, with what was found: kept for their owner and whomever the owner shares them with. */
export class Diagnoses {
  readonly #deps: DiagnosisDeps;

  constructor(deps: DiagnosisDeps) {
    this.#deps = deps;
  }

  /** Judges and keeps. Throws `recording_unreadable`; `conflict` when one person keeps too many. */
  async make(request: DiagnosisRequest, userId: UserId, actor: Actor): Promise<Diagnosis> {
    const { store, clock, judge, shares } = this.#deps;
    const [{ n }] = await store.read('SELECT count(*) AS n FROM diagnoses WHERE owner_id = ?', [
      userId,
    ]);
    if (Number(n) >= OWN_MAX) {
      throw refused('diagnoses_full', { count: OWN_MAX });
    }
    const judged = await judge.judge(request);
    const diagnosisId = newId('dg');
    const nowMs = clock();
    const share: Share = {
      resourceType: TYPE,
      resourceId: diagnosisId,
      subjectId: userId,
      level: 'owner',
      expiresMs: null,
    };
    const { samples: _, ...said } = request;
    await store.record(
      [
        {
          sql: 'INSERT INTO diagnoses VALUES (?, ?, ?, ?, ?, ?, ?, NULL)',
          args: [diagnosisId, request.name, '', userId, JSON.stringify(judged), nowMs, nowMs],
        },
        shares.keeping(share),
      ],
      [
        {
          event: 'diagnosis.made',
          actor,
          resourceId: diagnosisId,
          details: {
            name: said.name,
            seconds: judged.seconds,
            condition: judged.verdict.condition,
          },
        },
      ],
    );
    shares.know(share);
    return this.one(diagnosisId, userId);
  }

  async page({ state, q, ...query }: PageQuery & { state: 'kept' | 'deleted' }, userId: UserId) {
    const rows = await this.#deps.store.read(
      `SELECT * FROM diagnoses WHERE deleted_ms IS ${state === 'kept' ? '' : 'NOT '}NULL AND diagnosis_id IN
        (SELECT resource_id FROM shares WHERE resource_type = ? AND subject_id IN (SELECT value FROM json_each(?)))`,
      [TYPE, JSON.stringify(this.#deps.subjectsOf(userId))],
    );
    const words = (q ?? '').toLowerCase();
    const items = rows
      .map(keptOf)
      .flatMap((kept) => this.#row(kept, userId) ?? [])
      .filter(({ name, why }) => `${name} ${why}`.toLowerCase().includes(words));
    return listPage(items, query, SHAPE);
  }

  /** Throws `not_found`, also for one that is nobody’s business. */
  async one(diagnosisId: DiagnosisId, userId: UserId): Promise<Diagnosis> {
    const { kept, row } = await this.#seen(diagnosisId, userId);
    const { seconds: _, ...judged } = kept.judged;
    return { ...row, ...judged, note: kept.note, by: 'rules', shares: this.#shares(diagnosisId) };
  }

  /** Throws `not_found`, `forbidden`. */
  async edit(
    diagnosisId: DiagnosisId,
    patch: { name?: string; note?: string },
    userId: UserId,
    actor: Actor,
  ): Promise<Diagnosis> {
    const { kept } = await this.#seen(diagnosisId, userId, 'editor');
    const after = { name: patch.name ?? kept.name, note: patch.note ?? kept.note };
    await this.#deps.store.record(
      [
        {
          sql: 'UPDATE diagnoses SET name = ?, note = ?, changed_ms = ? WHERE diagnosis_id = ?',
          args: [after.name, after.note, this.#deps.clock(), diagnosisId],
        },
      ],
      [
        {
          event: 'diagnosis.changed',
          actor,
          resourceId: diagnosisId,
          details: { before: { name: kept.name, note: kept.note }, after },
        },
      ],
    );
    return this.one(diagnosisId, userId);
  }

  /** Deletes, or brings back. Throws `not_found`, `forbidden`. */
  async setDeleted(
    diagnosisId: DiagnosisId,
    isDeleted: boolean,
    userId: UserId,
    actor: Actor,
  ): Promise<void> {
    const { kept } = await this.#seen(diagnosisId, userId, 'owner');
    await this.#deps.store.record(
      [
        {
          sql: 'UPDATE diagnoses SET deleted_ms = ? WHERE diagnosis_id = ?',
          args: [isDeleted ? this.#deps.clock() : null, diagnosisId],
        },
      ],
      [
        {
          event: isDeleted ? 'diagnosis.deleted' : 'diagnosis.restored',
          actor,
          resourceId: diagnosisId,
          details: { name: kept.name },
        },
      ],
    );
  }

  /** Throws `not_found`, `forbidden`; `conflict` when nobody would own it for good any more. */
  async share(
    diagnosisId: DiagnosisId,
    given: { subjectId: string; level: Level; expiresMs: number | null },
    userId: UserId,
    actor: Actor,
  ): Promise<Diagnosis> {
    await this.#seen(diagnosisId, userId, 'owner');
    const untilMs = this.#ownedUntil(diagnosisId, this.#deps.subjectsOf(userId));
    if ((given.expiresMs ?? Number.POSITIVE_INFINITY) > untilMs) {
      throw refused('diagnosis_for_a_time');
    }
    const isLastingOwner = given.level === 'owner' && given.expiresMs === null;
    if (!isLastingOwner) this.#keepOwned(diagnosisId, given.subjectId, untilMs);
    await this.#deps.shares.give({ resourceType: TYPE, resourceId: diagnosisId, ...given }, actor);
    return this.one(diagnosisId, userId);
  }

  /** Throws `not_found`, `forbidden`; `conflict` when nobody would own it any more. */
  async unshare(
    diagnosisId: DiagnosisId,
    subjectId: string,
    userId: UserId,
    actor: Actor,
  ): Promise<Diagnosis> {
    await this.#seen(diagnosisId, userId, 'owner');
    const untilMs = this.#ownedUntil(diagnosisId, this.#deps.subjectsOf(userId));
    this.#keepOwned(diagnosisId, subjectId, untilMs);
    const isTaken = await this.#deps.shares.take(
      { resourceType: TYPE, resourceId: diagnosisId, subjectId },
      actor,
    );
    if (!isTaken) throw refused('not_shared_with');
    return this.one(diagnosisId, userId);
  }

  /** What erases a person: what nobody else owns is deleted as the person would. */
  erasing(userId: UserId): Statement[] {
    return [
      {
        sql: `UPDATE diagnoses SET deleted_ms = ? WHERE owner_id = ? AND deleted_ms IS NULL AND NOT EXISTS
          (SELECT 1 FROM shares s WHERE s.resource_type = '${TYPE}' AND s.resource_id = diagnoses.diagnosis_id
            AND s.level = 'owner' AND s.subject_id <> ?)`,
        args: [this.#deps.clock(), userId, userId],
      },
    ];
  }

  /** Nothing of a person is in memory here. */
  erased(_userId: UserId): void {
    return;
  }

  /** Deletes for good what was deleted long ago. To be called now and then. */
  async upkeep(): Promise<void> {
    const beforeMs = this.#deps.clock() - KEPT_DAYS * DAY_MS;
    const old = 'SELECT diagnosis_id FROM diagnoses WHERE deleted_ms < ?';
    await this.#deps.store.write([
      {
        sql: `DELETE FROM shares WHERE resource_type = '${TYPE}' AND resource_id IN (${old})`,
        args: [beforeMs],
      },
      { sql: 'DELETE FROM diagnoses WHERE deleted_ms < ?', args: [beforeMs] },
    ]);
  }

  async #seen(diagnosisId: DiagnosisId, userId: UserId, needs: Level = 'viewer') {
    const [found] = await this.#deps.store.read('SELECT * FROM diagnoses WHERE diagnosis_id = ?', [
      diagnosisId,
    ]);
    const kept = found === undefined ? null : keptOf(found);
    const row = kept === null ? null : this.#row(kept, userId);
    // Of a deleted one only its owner knows.
    if (kept === null || row === null || (kept.deletedMs !== null && row.level !== 'owner')) {
      throw refused('diagnosis_unknown');
    }
    const levels: Level[] = ['viewer', 'editor', 'owner'];
    if (levels.indexOf(row.level) < levels.indexOf(needs)) {
      throw refused('shared_not_for_this');
    }
    return { kept, row };
  }

  #row({ diagnosisId, judged, ...kept }: Kept, userId: UserId): DiagnosisRow | null {
    const { shares, subjectsOf, nameOf, clock } = this.#deps;
    const level = shares.levelOf(TYPE, diagnosisId, subjectsOf(userId), clock());
    if (level === null) return null;
    const { condition, why } = judged.verdict;
    const { name, createdMs, deletedMs } = kept;
    const ownerName = nameOf(kept.ownerId) ?? '';
    return {
      diagnosisId,
      name,
      createdMs,
      ownerName,
      level,
      seconds: judged.seconds,
      condition,
      why,
      deletedMs,
    };
  }

  /** Until when these own it: without an end, for a time, or not at all. */
  #ownedUntil(diagnosisId: DiagnosisId, subjects: readonly string[]): number {
    const ends = this.#deps.shares
      .of(TYPE, diagnosisId, this.#deps.clock())
      .filter(({ subjectId, level }) => level === 'owner' && subjects.includes(subjectId))
      .map(({ expiresMs }) => expiresMs ?? Number.POSITIVE_INFINITY);
    return Math.max(0, ...ends);
  }

  /** Throws when this one owns it for good and whoever asks does not, or when nobody else would. */
  #keepOwned(diagnosisId: DiagnosisId, subjectId: string, askerUntilMs: number): void {
    if (this.#ownedUntil(diagnosisId, [subjectId]) !== Number.POSITIVE_INFINITY) return;
    if (askerUntilMs !== Number.POSITIVE_INFINITY) {
      throw refused('diagnosis_owner_stays');
    }
    const others = this.#deps.shares
      .of(TYPE, diagnosisId, this.#deps.clock())
      .map((share) => share.subjectId)
      .filter((other) => other !== subjectId);
    if (this.#ownedUntil(diagnosisId, others) === Number.POSITIVE_INFINITY) return;
    throw refused('diagnosis_needs_owner');
  }

  #shares(diagnosisId: DiagnosisId): DiagnosisShare[] {
    return this.#deps.shares
      .of(TYPE, diagnosisId, this.#deps.clock())
      .flatMap(({ subjectId, level, expiresMs }) => {
        const subjectName = this.#deps.nameOf(subjectId);
        if (subjectName === null) return [];
        return [
          { subjectId: subjectId as DiagnosisShare['subjectId'], subjectName, level, expiresMs },
        ];
      });
  }
}

const SHAPE: ListShape<DiagnosisRow> = {
  columns: {
    name: ({ name }) => name,
    owner: ({ ownerName }) => ownerName,
    created: ({ createdMs }) => createdMs,
    condition: ({ condition }) => condition,
  },
  idOf: ({ diagnosisId }) => diagnosisId,
  sortedBy: '-created',
};

function keptOf(row: Row): Kept {
  return {
    diagnosisId: row.diagnosis_id as DiagnosisId,
    name: String(row.name),
    note: String(row.note),
    ownerId: row.owner_id as UserId,
    createdMs: Number(row.created_ms),
    deletedMs: row.deleted_ms as number | null,
    judged: JSON.parse(String(row.body)),
  };
}
