import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

/** Whom an identity provider means: its own name and its own word for the person, which it never gives to anybody else. */
export interface Subject {
  readonly issuer: string;
  readonly subject: string;
}

/** Which account an identity of a provider opens. */
export class IdentityLinks {
  readonly #deps: { store: Store; clock: Clock };

  constructor(deps: { store: Store; clock: Clock }) {
    this.#deps = deps;
  }

  async find({ issuer, subject }: Subject): Promise<UserId | null> {
    const [row] = await this.#deps.store.read(
      'SELECT user_id FROM identities WHERE issuer = ? AND subject = ?',
      [issuer, subject],
    );
    return row === undefined ? null : (row.user_id as UserId);
  }

  /** Whether somebody at this provider opens the account already. */
  async isOpenedAt(issuer: string, userId: UserId): Promise<boolean> {
    const rows = await this.#deps.store.read(
      'SELECT 1 FROM identities WHERE issuer = ? AND user_id = ?',
      [issuer, userId],
    );
    return rows.length > 0;
  }

  /** The statement that lets the identity open the account; it changes nothing when the identity opens one already. */
  link({ issuer, subject }: Subject, userId: UserId): Statement {
    const nowMs = this.#deps.clock();
    return {
      sql: 'INSERT INTO identities VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      args: [issuer, subject, userId, nowMs, nowMs],
      mustChange: true,
    };
  }

  /** All that open the account, the latest used first. */
  async of(userId: UserId): Promise<(Subject & { createdMs: number; lastMs: number })[]> {
    const rows = await this.#deps.store.read(
      'SELECT * FROM identities WHERE user_id = ? ORDER BY last_ms DESC',
      [userId],
    );
    return rows.map((row) => ({
      issuer: String(row.issuer),
      subject: String(row.subject),
      createdMs: Number(row.created_ms),
      lastMs: Number(row.last_ms),
    }));
  }

  /** The statement that closes this way in; it changes nothing when no other one is left, neither a password nor an identity. */
  unlink({ issuer, subject }: Subject, userId: UserId): Statement {
    return {
      sql: `DELETE FROM identities WHERE issuer = ? AND subject = ? AND user_id = ?
        AND (EXISTS (SELECT 1 FROM passwords WHERE user_id = ?)
          OR (SELECT count(*) FROM identities WHERE user_id = ?) > 1)`,
      args: [issuer, subject, userId, userId, userId],
      mustChange: true,
    };
  }

  /** Notes that it was used. */
  async used({ issuer, subject }: Subject): Promise<void> {
    await this.#deps.store.write([
      {
        sql: 'UPDATE identities SET last_ms = ? WHERE issuer = ? AND subject = ?',
        args: [this.#deps.clock(), issuer, subject],
      },
    ]);
  }

  /** What goes with an erased person: should the same human come again, it is as a stranger. */
  erasing(userId: UserId): Statement[] {
    return [{ sql: 'DELETE FROM identities WHERE user_id = ?', args: [userId] }];
  }

  erased(): void {
    // Nothing of it is kept in memory.
  }
}
