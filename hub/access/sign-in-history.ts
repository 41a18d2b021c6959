import type { SignInRow } from '#schemas/http/session';
import type { UserId } from '#schemas/ids/ids';
import type { Store } from '../store/store.ts';

const SHOWN = 100;

/** Sign-ins and failed attempts of one account, and who saw Tremolo as it, as the audit trail has them. */
export class SignInHistory {
  readonly #store: Store;

  constructor({ store }: { store: Store }) {
    this.#store = store;
  }

  /** The last hundred, newest first. */
  async of(userId: UserId): Promise<(Omit<SignInRow, 'device'> & { userAgent: string | null })[]> {
    const rows = await this.#store.read(
      `SELECT a.at_ms, a.event, a.outcome, a.details, p.body FROM audit a
        LEFT JOIN audit_personal p ON p.seq = a.seq AND p.part = 'actor'
        WHERE a.event IN ('auth.signed_in', 'auth.failed', 'auth.code_failed', 'auth.locked', 'auth.inactive_refused',
            'user.impersonated')
          AND ((a.event = 'auth.signed_in' AND a.actor_id = ?) OR a.resource_id = ?)
          AND (a.event <> 'user.impersonated' OR a.outcome = 'done')
        ORDER BY a.seq DESC LIMIT ${SHOWN}`,
      [userId, userId],
    );
    return rows.map((row) => {
      const personal = row.body === null ? {} : JSON.parse(String(row.body));
      return {
        atMs: Number(row.at_ms),
        event: String(row.event),
        outcome: row.outcome as SignInRow['outcome'],
        how: JSON.parse(String(row.details)).how ?? null,
        address: personal.address ?? null,
        userAgent: personal.userAgent ?? null,
      };
    });
  }
}
