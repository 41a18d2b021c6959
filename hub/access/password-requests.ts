import type { PasswordRequest } from '#schemas/http/passwords';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

/** Who forgot a password while no letter could be sent: administrators see it and hand a link over. */
export class PasswordRequests {
  readonly #deps: { store: Store; clock: Clock; nameOf: (userId: UserId) => string | null };

  constructor(deps: { store: Store; clock: Clock; nameOf: (userId: UserId) => string | null }) {
    this.#deps = deps;
  }

  /** The statement that notes one more request of the person. */
  asking(userId: UserId): Statement {
    return {
      sql: `INSERT INTO password_requests VALUES (?, ?, 1) ON CONFLICT (user_id) DO UPDATE
        SET asked_ms = excluded.asked_ms, times = times + 1`,
      args: [userId, this.#deps.clock()],
    };
  }

  /** The latest first. A request ends when the person has a new password, or a link on the way to it. */
  async all(): Promise<PasswordRequest[]> {
    const rows = await this.#deps.store.read(
      `SELECT user_id, asked_ms, times FROM password_requests
        WHERE NOT EXISTS (SELECT 1 FROM one_time_links WHERE one_time_links.user_id = password_requests.user_id
          AND kind IN ('reset', 'invite') AND created_ms >= asked_ms)
        ORDER BY asked_ms DESC`,
    );
    return rows.flatMap((row) => {
      const userId = row.user_id as UserId;
      const name = this.#deps.nameOf(userId);
      if (name === null) return [];
      return [{ userId, name, askedMs: Number(row.asked_ms), times: Number(row.times) }];
    });
  }

  /** The statement that ends the person’s request. */
  ending(userId: UserId): Statement {
    return { sql: 'DELETE FROM password_requests WHERE user_id = ?', args: [userId] };
  }
}
