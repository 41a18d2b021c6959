import type { AlarmFigures } from '#schemas/alarms/figures';
import { ALARM_PRIORITIES, type AlarmPriority } from '#schemas/alarms/priority';
import type { FigureQuery } from '#schemas/http/alarm-figures';
import type { AlarmRuleId, UserId } from '#schemas/ids/ids';
import type { Row, SqlValue } from '../../store/statement.ts';
import type { Store } from '../../store/store.ts';
import type { NameOf } from '../alarm-rows.ts';
import { type AlarmSight, idsInSight, inSightSql } from '../alarm-sight.ts';
import { floodsOf } from './floods-of.ts';
import { measured } from './measured.ts';

const DAY_MS = 86_400_000;
const SLOT_MS = 600_000;
const CHATTER_MS = 60_000;
const LISTED = 20;

/** Each time that people were shown an alarm, with what it was. */
const SHOWN = `SELECT s.at_ms, a.alarm_id, a.rule_id, a.asset_id, a.priority, a.is_false, a.body
  FROM alarm_steps s JOIN alarms a ON a.alarm_id = s.alarm_id
  WHERE s.what = 'raised' AND s.at_ms >= ?1 AND s.at_ms < ?2 AND (?3 IS NULL OR a.area = ?3)
    AND (?4 IS NULL OR ${inSightSql('?4')})`;
const NAMES = `json_extract(body, '$.ruleName') AS rule_name, json_extract(body, '$.asset.name') AS asset_name`;

export interface FigureDeps {
  readonly store: Store;
  readonly nameOf: NameOf;
  readonly clock: () => number;
}

/** A question with what of the plant is in sight of whoever asks. */
type Asked = FigureQuery & { readonly ids: string | null };

/** What alarms came to: counted by the database, in the worker that is for long questions. */
export class AlarmFigureReading {
  readonly #deps: FigureDeps;

  constructor(deps: FigureDeps) {
    this.#deps = deps;
  }

  /** Of all alarms, or only of those in sight. */
  async read(query: FigureQuery, sight: AlarmSight | null = null): Promise<AlarmFigures> {
    const { from, operators } = query;
    const to = Math.min(query.to, Math.max(this.#deps.clock(), from + 1));
    const asked = { ...query, to, ids: idsInSight(sight) };
    const ask = (sql: string) => this.#ask(sql, asked);
    const [days, slots, offenders, chattering, priorities] = await Promise.all([
      ask(
        `SELECT at_ms / ${DAY_MS} AS day, count(*) AS n FROM (${SHOWN}) GROUP BY day ORDER BY day`,
      ),
      ask(
        `SELECT at_ms / ${SLOT_MS} AS slot, count(*) AS n FROM (${SHOWN}) GROUP BY slot HAVING n >= 5 ORDER BY slot`,
      ),
      ask(OFFENDERS),
      ask(CHATTERING),
      ask(
        `SELECT priority, count(*) AS n, sum(is_false) AS wrong FROM (${SHOWN}) GROUP BY priority`,
      ),
    ]);
    const shown = sum(priorities, 'n');
    const wrong = sum(priorities, 'wrong');
    const share = (n: number) => (shown === 0 ? 0 : n / shown);
    const floods = floodsOf(slots.map((row) => ({ slot: Number(row.slot), n: Number(row.n) })));
    const split = Object.fromEntries(
      ALARM_PRIORITIES.map((priority) => {
        const n = Number(priorities.find((row) => row.priority === priority)?.n ?? 0);
        return [priority, { alarms: n, share: share(n) }];
      }),
    ) as Record<AlarmPriority, { alarms: number; share: number }>;
    const stale = await this.#stale(asked);
    const standing = await this.#standing(asked);
    const chatters = chattering.map((row) => offenderOf(row, share));
    return {
      from,
      to,
      operators,
      shown,
      measured: measured({
        shown,
        spanMs: to - from,
        operators,
        floods,
        split,
        topTen: offenders.slice(0, 10).reduce((all, row) => all + Number(row.n), 0),
        chattering: chatters.length,
        stale: stale.length,
        standing,
        peak: Math.max(0, ...floods.slots.map(({ n }) => n)),
      }),
      perDay: days.map((row) => ({ dayMs: Number(row.day) * DAY_MS, alarms: Number(row.n) })),
      floods: floods.slots
        .filter(({ n }) => n > 10)
        .sort((a, b) => b.n - a.n)
        .slice(0, LISTED)
        .map(({ slot, n }) => ({ fromMs: slot * SLOT_MS, toMs: (slot + 1) * SLOT_MS, alarms: n })),
      offenders: offenders.map((row) => offenderOf(row, share)),
      chattering: chatters,
      stale,
      priorities: split,
      ...(await this.#acknowledging(asked)),
      falseOnes: { alarms: wrong, share: shown === 0 ? null : wrong / shown },
    };
  }

  #ask(sql: string, { from, to, area, ids }: Asked): Promise<Row[]> {
    const args: SqlValue[] = [from, to, area ?? null, ids];
    return this.#deps.store.readLong(sql, args);
  }

  async #acknowledging(query: Asked): Promise<Pick<AlarmFigures, 'acknowledging' | 'byPerson'>> {
    const [[all], people] = await Promise.all([
      this.#ask(ACKNOWLEDGED, query),
      this.#ask(BY_PERSON, query),
    ]);
    return {
      acknowledging: {
        acknowledged: Number(all.n),
        medianMs: all.median as number | null,
        p95Ms: all.p95 as number | null,
        never: Number(all.never),
      },
      byPerson: people.map((row) => ({
        name: this.#deps.nameOf(row.person as UserId),
        acknowledged: Number(row.n),
        medianMs: Number(row.median),
      })),
    };
  }

  async #stale({ area, ids }: Asked): Promise<AlarmFigures['stale']> {
    const rows = await this.#deps.store.readLong(
      `SELECT alarm_id, rule_id, raised_ms, ${NAMES} FROM alarms WHERE closed_ms IS NULL AND returned_ms IS NULL AND shown_ms < ?1 AND (?2 IS NULL OR area = ?2) AND (?3 IS NULL OR ${inSightSql('?3')}) ORDER BY raised_ms LIMIT ${LISTED * 10}`,
      [this.#deps.clock() - DAY_MS, area ?? null, ids],
    );
    return rows.map((row) => ({
      alarmId: String(row.alarm_id),
      ruleId: row.rule_id as AlarmRuleId,
      ruleName: String(row.rule_name),
      assetName: String(row.asset_name),
      sinceMs: Number(row.raised_ms),
    }));
  }

  async #standing({ area, ids }: Asked): Promise<number> {
    const [row] = await this.#deps.store.readLong(
      `SELECT count(*) AS n FROM alarms WHERE closed_ms IS NULL AND json_extract(body, '$.hold') IS NULL AND (?1 IS NULL OR area = ?1) AND (?2 IS NULL OR ${inSightSql('?2')})`,
      [area ?? null, ids],
    );
    return Number(row.n);
  }
}

const OFFENDERS = `SELECT rule_id, asset_id, ${NAMES}, count(*) AS n, sum(is_false) AS wrong FROM (${SHOWN})
  GROUP BY rule_id, asset_id ORDER BY n DESC, rule_id, asset_id LIMIT ${LISTED}`;

/** Three within one minute: the third looks back over two others. */
const CHATTERING = `SELECT rule_id, asset_id, ${NAMES}, count(*) AS n, sum(is_false) AS wrong,
    max(at_ms - third <= ${CHATTER_MS}) AS chatters
  FROM (SELECT *, lag(at_ms, 2) OVER (PARTITION BY rule_id, asset_id ORDER BY at_ms) AS third FROM (${SHOWN}))
  GROUP BY rule_id, asset_id HAVING chatters = 1 ORDER BY n DESC, rule_id, asset_id LIMIT ${LISTED}`;

const OF_TIME = `shown_ms >= ?1 AND shown_ms < ?2 AND (?3 IS NULL OR area = ?3)
  AND (?4 IS NULL OR ${inSightSql('?4')})`;
const TOOK = `SELECT acknowledged_ms - shown_ms AS ms, acknowledged_by AS person,
    row_number() OVER (ORDER BY acknowledged_ms - shown_ms) AS place, count(*) OVER () AS n
  FROM alarms WHERE acknowledged_ms IS NOT NULL AND ${OF_TIME}`;
const ACKNOWLEDGED = `SELECT count(*) AS n,
    min(CASE WHEN place >= (n + 1) / 2 THEN ms END) AS median,
    min(CASE WHEN place * 100 >= n * 95 THEN ms END) AS p95,
    (SELECT count(*) FROM alarms WHERE acknowledged_ms IS NULL AND returned_ms IS NOT NULL AND ${OF_TIME}) AS never
  FROM (${TOOK})`;
const BY_PERSON = `SELECT person, count(*) AS n, min(CASE WHEN mine >= (each + 1) / 2 THEN ms END) AS median
  FROM (SELECT ms, person, row_number() OVER (PARTITION BY person ORDER BY ms) AS mine,
      count(*) OVER (PARTITION BY person) AS each FROM (${TOOK}))
  WHERE person IS NOT NULL GROUP BY person ORDER BY count(*) DESC LIMIT ${LISTED}`;

function offenderOf(row: Row, share: (n: number) => number): AlarmFigures['offenders'][number] {
  return {
    ruleId: row.rule_id as AlarmRuleId,
    ruleName: String(row.rule_name),
    assetId: String(row.asset_id),
    assetName: String(row.asset_name),
    alarms: Number(row.n),
    share: share(Number(row.n)),
    falseOnes: Number(row.wrong),
  };
}

function sum(rows: readonly Row[], column: string): number {
  return rows.reduce((all, row) => all + Number(row[column]), 0);
}
