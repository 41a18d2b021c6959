import type { SettingsOf } from '#schemas/config/site-settings';
import { refused } from '#schemas/errors/refused';
import type {
  SystemCondition,
  SystemConditionKind,
  SystemSubject,
} from '#schemas/fleet/system-condition';
import type { SystemConditionPage, SystemConditionQuery } from '#schemas/http/conditions';
import type { Clock } from '../clock.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import type { AuditEntry } from '../store/audit-entry.ts';
import type { Row, Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { ConditionBoard, type ConditionReading } from './condition-board.ts';
import { conditionRules } from './condition-rules.ts';

/** While nothing can be written (a full disk is a condition, too) so many changes wait; of more the oldest are not recorded. */
const WAITING_MAX = 1_000;

export interface SystemConditionsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: () => SettingsOf<'conditions'>;
  /** For how long cleared ones are kept. */
  readonly keptMs: number;
}

/** What is wrong with the system itself: shown at once, kept and recorded in the audit trail as soon as it can be written. */
export class SystemConditions {
  readonly #deps: SystemConditionsDeps;
  readonly #board = new ConditionBoard();
  #waiting: SystemCondition[] = [];
  #isBusy = false;

  constructor(deps: SystemConditionsDeps) {
    this.#deps = deps;
  }

  /** Recalls what was wrong when the hub stopped. */
  async start(): Promise<void> {
    const { store } = this.#deps;
    const rows = await store.read('SELECT * FROM system_conditions WHERE cleared_ms IS NULL');
    this.#board.recall(rows.map(conditionOf));
  }

  /** What is wrong now, critical first. A disk that is nearly full is not also said to be filling. */
  raised(): SystemCondition[] {
    const all = this.#board.raised();
    const full = all.filter(({ kind }) => kind === 'disk_nearly_full');
    return all.filter(
      ({ kind, subject }) =>
        kind !== 'disk_filling' || !full.some((one) => one.subject.agentId === subject.agentId),
    );
  }

  /** Compares what is read now with what was. To be called each second; rejects when the store does, and tries again. */
  async turn(
    readings: readonly ConditionReading[],
    isUnclear: (kind: SystemConditionKind, subject: SystemSubject) => boolean,
  ): Promise<void> {
    const { clock, settings } = this.#deps;
    const rules = conditionRules(settings());
    const changes = this.#board.turn(readings, rules, clock(), isUnclear);
    this.#waiting = [...this.#waiting, ...changes].slice(-WAITING_MAX);
    if (this.#waiting.length === 0 || this.#isBusy) return;
    const now = this.#waiting;
    this.#isBusy = true;
    try {
      await this.#deps.store.record(now.map(statementOf), now.map(entryOf));
      this.#waiting = this.#waiting.filter((one) => !now.includes(one));
    } finally {
      this.#isBusy = false;
    }
  }

  /** Those of now and before, the newest first. Throws `request_invalid` for a cursor that is none of ours. */
  async page({ limit, cursor, state }: SystemConditionQuery): Promise<SystemConditionPage> {
    if (cursor !== undefined && !/^sc_[0-9A-Z]{26}$/.test(cursor)) {
      throw refused('cursor_foreign');
    }
    const which = state === 'raised' ? 'AND cleared_ms IS NULL' : '';
    const rows = await this.#deps.store.read(
      `SELECT * FROM system_conditions WHERE condition_id < ? ${which} ORDER BY condition_id DESC LIMIT ?`,
      [cursor ?? '~', limit + 1],
    );
    const items = rows.slice(0, limit).map(conditionOf);
    const nextCursor = rows.length > limit ? (items.at(-1)?.conditionId ?? null) : null;
    return { items, nextCursor, total: null };
  }

  /** Forgets what was cleared long ago. */
  async upkeep(): Promise<void> {
    const beforeMs = this.#deps.clock() - this.#deps.keptMs;
    const sql = 'DELETE FROM system_conditions WHERE cleared_ms < ?';
    await this.#deps.store.write([{ sql, args: [beforeMs] }]);
  }
}

/** What was wrong at any moment of this time. */
export async function conditionsIn(
  store: Store,
  { from, to }: { from: number; to: number },
): Promise<SystemCondition[]> {
  const rows = await store.readLong(
    'SELECT * FROM system_conditions WHERE raised_ms <= ? AND coalesce(cleared_ms, ?) >= ? ORDER BY raised_ms LIMIT 10000',
    [to, to, from],
  );
  return rows.map(conditionOf);
}

function statementOf(one: SystemCondition): Statement {
  const { conditionId, kind, severity, subject, raisedMs, clearedMs, limit, worst } = one;
  const { agentId, gpuUuid, part } = subject;
  return {
    sql: `INSERT INTO system_conditions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (condition_id) DO UPDATE SET cleared_ms = excluded.cleared_ms, worst = excluded.worst`,
    args: [conditionId, kind, severity, agentId, gpuUuid, part, raisedMs, clearedMs, limit, worst],
  };
}

function entryOf({
  kind,
  severity,
  subject,
  clearedMs,
  limit,
  worst,
}: SystemCondition): AuditEntry {
  const begun = severity === 'critical' ? 'system.condition_critical' : 'system.condition_warning';
  const event = clearedMs === null ? begun : 'system.condition_cleared';
  const { agentId, gpuUuid, part } = subject;
  return {
    event,
    actor: SYSTEM_ACTOR,
    resourceId: agentId ?? part,
    details: { kind, gpuUuid, part, limit, worst },
  };
}

function conditionOf(row: Row): SystemCondition {
  return {
    conditionId: String(row.condition_id) as SystemCondition['conditionId'],
    kind: row.kind as SystemConditionKind,
    severity: row.severity as SystemCondition['severity'],
    subject: {
      agentId: row.agent_id as string | null,
      gpuUuid: row.gpu_uuid as string | null,
      part: row.part as string | null,
    },
    raisedMs: Number(row.raised_ms),
    clearedMs: row.cleared_ms as number | null,
    limit: Number(row.limit_value),
    worst: Number(row.worst),
  };
}
