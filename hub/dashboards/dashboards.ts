import { type Widget, Widgets } from '#schemas/dashboards/widget';
import { refused } from '#schemas/errors/refused';
import type {
  Dashboard,
  DashboardRow,
  DashboardShare,
  DashboardVersion,
} from '#schemas/http/dashboards';
import type { PageQuery } from '#schemas/http/page';
import { type DashboardId, newId, type UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { AuditEntry } from '../store/audit-entry.ts';
import { type ListShape, listPage } from '../store/list-page.ts';
import type { Row, Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

const TYPE = 'dashboard';
const OWN_MAX = 100;
/** Older ones go, so that whoever moves a widget a thousand times fills no disk. */
const VERSIONS_MAX = 50;
const DAY_MS = 86_400_000;
/** A deleted one can be brought back for so long. */
const KEPT_DAYS = 30;
const LEVELS = ['viewer', 'editor', 'owner'] as const;
type Level = (typeof LEVELS)[number];

interface Share {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly subjectId: string;
  readonly level: Level;
  readonly expiresMs: number | null;
}

/** What the room needs of the rights of people. */
export interface DashboardDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly shares: {
    of(type: string, id: string, nowMs: number): Share[];
    levelOf(type: string, id: string, subjects: readonly string[], nowMs: number): Level | null;
    give(share: Share, actor: Actor): Promise<void>;
    take(share: Omit<Share, 'level' | 'expiresMs'>, actor: Actor): Promise<boolean>;
  };
  /** The person, and the teams that the person is in. */
  readonly subjectsOf: (userId: UserId) => string[];
  readonly nameOf: (subjectId: string) => string | null;
}

interface Kept {
  readonly dashboardId: DashboardId;
  readonly ownerId: UserId;
  readonly name: string;
  readonly widgets: Widget[];
  readonly revision: number;
  readonly changedMs: number;
  readonly deletedMs: number | null;
}

const SHAPE: ListShape<DashboardRow> = {
  columns: {
    name: ({ name }) => name,
    changed: ({ changedMs }) => changedMs,
    owner: ({ ownerName }) => ownerName,
  },
  idOf: ({ dashboardId }) => dashboardId,
  sortedBy: 'name',
};

/** Dashboards that people make for themselves and share. */
export class Dashboards {
  readonly #deps: DashboardDeps;

  constructor(deps: DashboardDeps) {
    this.#deps = deps;
  }

  async page({ q = '', ...query }: PageQuery, userId: UserId) {
    const { store, subjectsOf } = this.#deps;
    const rows = await store.read(
      `SELECT * FROM dashboards WHERE deleted_ms IS NULL AND (owner_id = ? OR dashboard_id IN
        (SELECT resource_id FROM shares WHERE resource_type = ? AND subject_id IN (SELECT value FROM json_each(?))))`,
      [userId, TYPE, JSON.stringify(subjectsOf(userId))],
    );
    const words = q.toLowerCase();
    const items = rows
      .map(keptOf)
      .flatMap((kept) => {
        const level = this.#levelOf(kept, userId);
        return level === null ? [] : [this.#row(kept, level)];
      })
      .filter(({ name, ownerName }) => `${name} ${ownerName}`.toLowerCase().includes(words));
    return listPage(items, query, SHAPE);
  }

  /** Throws `not_found`, also for one that is nobody’s business. */
  async one(dashboardId: DashboardId, userId: UserId): Promise<Dashboard> {
    const { kept, level } = await this.#seen(dashboardId, userId, 'viewer');
    return { ...this.#row(kept, level), widgets: kept.widgets, shares: this.#shares(kept, level) };
  }

  /** Throws `conflict` when the person has too many. */
  async make(
    { name, widgets }: { name: string; widgets: Widget[] },
    userId: UserId,
    actor: Actor,
  ): Promise<Dashboard> {
    const { store, clock } = this.#deps;
    const [{ n }] = await store.read(
      'SELECT count(*) AS n FROM dashboards WHERE owner_id = ? AND deleted_ms IS NULL',
      [userId],
    );
    if (Number(n) >= OWN_MAX) {
      throw refused('dashboards_full', { count: OWN_MAX });
    }
    const dashboardId = newId('db');
    await store.record(
      [
        {
          sql: 'INSERT INTO dashboards VALUES (?, ?, ?, ?, 1, ?, ?, NULL)',
          args: [dashboardId, userId, name, JSON.stringify(widgets), clock(), userId],
        },
      ],
      [entry('dashboard.made', dashboardId, actor, { name, widgets: widgets.length })],
    );
    return this.one(dashboardId, userId);
  }

  /** Keeps it as it is now, and how it was among its versions. Throws `not_found`, `forbidden`, `conflict`. */
  async keep(
    dashboardId: DashboardId,
    { name, widgets, seenRevision }: { name: string; widgets: Widget[]; seenRevision: number },
    userId: UserId,
    actor: Actor,
  ): Promise<Dashboard> {
    const { kept } = await this.#seen(dashboardId, userId, 'editor');
    const { store, clock } = this.#deps;
    const revision = seenRevision + 1;
    const done = await store.record(
      [
        // First: whoever comes second of two at once changes nothing at all.
        {
          sql: `INSERT INTO dashboard_versions SELECT dashboard_id, revision, name, widgets, changed_ms, changed_by
            FROM dashboards WHERE dashboard_id = ? AND revision = ?`,
          args: [dashboardId, seenRevision],
          mustChange: true,
        },
        {
          sql: `UPDATE dashboards SET name = ?, widgets = ?, revision = ?, changed_ms = ?, changed_by = ?
            WHERE dashboard_id = ?`,
          args: [name, JSON.stringify(widgets), revision, clock(), userId, dashboardId],
        },
        {
          sql: 'DELETE FROM dashboard_versions WHERE dashboard_id = ? AND revision <= ?',
          args: [dashboardId, revision - 1 - VERSIONS_MAX],
        },
      ],
      [
        entry('dashboard.changed', dashboardId, actor, {
          before: { name: kept.name, widgets: kept.widgets.length },
          after: { name, widgets: widgets.length },
        }),
      ],
    );
    if (done === null) {
      throw refused('dashboard_changed');
    }
    return this.one(dashboardId, userId);
  }

  /** Deletes, or brings back. Throws `not_found`, `forbidden`. */
  async setDeleted(
    dashboardId: DashboardId,
    isDeleted: boolean,
    userId: UserId,
    actor: Actor,
  ): Promise<void> {
    const { kept } = await this.#seen(dashboardId, userId, 'owner');
    const deletedMs = isDeleted ? this.#deps.clock() : null;
    const sql = 'UPDATE dashboards SET deleted_ms = ? WHERE dashboard_id = ?';
    const event = isDeleted ? 'dashboard.deleted' : 'dashboard.restored';
    await this.#deps.store.record(
      [{ sql, args: [deletedMs, dashboardId] }],
      [entry(event, dashboardId, actor, { name: kept.name })],
    );
  }

  /** How it was, the latest first. Throws `not_found`. */
  async versions(dashboardId: DashboardId, userId: UserId): Promise<DashboardVersion[]> {
    await this.#seen(dashboardId, userId, 'viewer');
    const rows = await this.#deps.store.read(
      'SELECT * FROM dashboard_versions WHERE dashboard_id = ? ORDER BY revision DESC',
      [dashboardId],
    );
    return rows.map((row) => ({
      revision: Number(row.revision),
      name: String(row.name),
      widgets: widgetsOf(row),
      atMs: Number(row.at_ms),
      byName: this.#deps.nameOf(String(row.by_id)) ?? '',
    }));
  }

  /** Throws `not_found`, `forbidden`. */
  async share(
    dashboardId: DashboardId,
    { subjectId, level }: { subjectId: string; level: 'viewer' | 'editor' },
    userId: UserId,
    actor: Actor,
  ): Promise<Dashboard> {
    const { kept } = await this.#seen(dashboardId, userId, 'owner');
    if (subjectId === kept.ownerId) throw refused('own_already');
    const share = { resourceType: TYPE, resourceId: dashboardId, subjectId, level };
    await this.#deps.shares.give({ ...share, expiresMs: null }, actor);
    return this.one(dashboardId, userId);
  }

  /** Its owner takes any share back, everybody else his own. Throws `not_found`, `forbidden`. */
  async unshare(
    dashboardId: DashboardId,
    subjectId: string,
    userId: UserId,
    actor: Actor,
  ): Promise<void> {
    await this.#seen(dashboardId, userId, subjectId === userId ? 'viewer' : 'owner');
    const share = { resourceType: TYPE, resourceId: dashboardId, subjectId };
    if (!(await this.#deps.shares.take(share, actor))) {
      throw refused('not_shared_with');
    }
  }

  /** What erases a person: the person’s dashboards go as if deleted. */
  erasing(userId: UserId): Statement[] {
    const sql = 'UPDATE dashboards SET deleted_ms = ? WHERE owner_id = ? AND deleted_ms IS NULL';
    return [{ sql, args: [this.#deps.clock(), userId] }];
  }

  /** Nothing of a person is in memory here. */
  erased(_userId: UserId): void {
    return;
  }

  /** Deletes for good what was deleted long ago. To be called now and then. */
  async upkeep(): Promise<void> {
    const beforeMs = this.#deps.clock() - KEPT_DAYS * DAY_MS;
    const old = 'SELECT dashboard_id FROM dashboards WHERE deleted_ms < ?';
    await this.#deps.store.write([
      {
        sql: `DELETE FROM shares WHERE resource_type = '${TYPE}' AND resource_id IN (${old})`,
        args: [beforeMs],
      },
      { sql: `DELETE FROM dashboard_versions WHERE dashboard_id IN (${old})`, args: [beforeMs] },
      { sql: 'DELETE FROM dashboards WHERE deleted_ms < ?', args: [beforeMs] },
    ]);
  }

  async #seen(dashboardId: DashboardId, userId: UserId, needs: Level) {
    const [row] = await this.#deps.store.read('SELECT * FROM dashboards WHERE dashboard_id = ?', [
      dashboardId,
    ]);
    const kept = row === undefined ? null : keptOf(row);
    const level = kept === null ? null : this.#levelOf(kept, userId);
    // Of a deleted one only its owner knows.
    if (kept === null || level === null || (kept.deletedMs !== null && level !== 'owner')) {
      throw refused('dashboard_unknown');
    }
    if (LEVELS.indexOf(level) < LEVELS.indexOf(needs)) {
      throw refused('shared_not_for_this');
    }
    return { kept, level };
  }

  #levelOf({ dashboardId, ownerId }: Kept, userId: UserId): Level | null {
    if (ownerId === userId) return 'owner';
    const { shares, subjectsOf, clock } = this.#deps;
    return shares.levelOf(TYPE, dashboardId, subjectsOf(userId), clock());
  }

  #row(
    { dashboardId, ownerId, name, widgets, revision, changedMs }: Kept,
    level: Level,
  ): DashboardRow {
    const ownerName = this.#deps.nameOf(ownerId) ?? '';
    return { dashboardId, name, ownerName, level, widgets: widgets.length, revision, changedMs };
  }

  /** With whom it is shared is its owner’s business. */
  #shares({ dashboardId }: Kept, level: Level): DashboardShare[] {
    if (level !== 'owner') return [];
    const { shares, nameOf, clock } = this.#deps;
    return shares.of(TYPE, dashboardId, clock()).flatMap((share) => {
      const name = nameOf(share.subjectId);
      const kind = share.subjectId.startsWith('tm_') ? ('team' as const) : ('person' as const);
      return name === null ? [] : [{ subjectId: share.subjectId, name, kind, level: share.level }];
    });
  }
}

function entry(
  event: 'dashboard.made' | 'dashboard.changed' | 'dashboard.deleted' | 'dashboard.restored',
  resourceId: string,
  actor: Actor,
  details: AuditEntry['details'],
): AuditEntry {
  return { event, actor, resourceId, details };
}

function keptOf(row: Row): Kept {
  return {
    dashboardId: String(row.dashboard_id) as DashboardId,
    ownerId: String(row.owner_id) as UserId,
    name: String(row.name),
    widgets: widgetsOf(row),
    revision: Number(row.revision),
    changedMs: Number(row.changed_ms),
    deletedMs: row.deleted_ms === null ? null : Number(row.deleted_ms),
  };
}

function widgetsOf(row: Row): Widget[] {
  return Widgets.parse(JSON.parse(String(row.widgets)));
}
