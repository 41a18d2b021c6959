import type { UserId } from '#schemas/ids/ids';
import type { Store } from '../store/store.ts';

const SHOWN = 100;
const DAY_MS = 86_400_000;

/** One thing that a person did. */
export interface PersonAct {
  readonly seq: number;
  readonly atMs: number;
  readonly event: string;
  readonly outcome: string;
  readonly resourceType: string;
  readonly resourceId: string | null;
}

/** The latest hundred things that a person did, newest first. */
export async function actsOf(store: Store, userId: UserId): Promise<PersonAct[]> {
  const rows = await store.read(
    `SELECT seq, at_ms, event, outcome, resource_type, resource_id FROM audit
      WHERE actor_id = ? ORDER BY seq DESC LIMIT ?`,
    [userId, SHOWN],
  );
  return rows.map((row) => ({
    seq: Number(row.seq),
    atMs: Number(row.at_ms),
    event: String(row.event),
    outcome: String(row.outcome),
    resourceType: String(row.resource_type),
    resourceId: row.resource_id as string | null,
  }));
}

/** How often these people signed in on each UTC day since then, and how many of them; days without any are missing. */
export async function signInsPerDay(
  store: Store,
  userIds: readonly UserId[],
  sinceMs: number,
): Promise<{ dayMs: number; signIns: number; people: number }[]> {
  const rows = await store.read(
    `SELECT at_ms / ${DAY_MS} AS day, count(*) AS sign_ins, count(DISTINCT actor_id) AS people FROM audit
      WHERE event = 'auth.signed_in' AND at_ms >= ? AND actor_id IN (SELECT value FROM json_each(?))
      GROUP BY day ORDER BY day`,
    [sinceMs, JSON.stringify(userIds)],
  );
  return rows.map((row) => ({
    dayMs: Number(row.day) * DAY_MS,
    signIns: Number(row.sign_ins),
    people: Number(row.people),
  }));
}
