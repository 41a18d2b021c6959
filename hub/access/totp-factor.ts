import { generateSecret, generateURI, verify } from 'otplib';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { AuditEntry } from '../store/audit-entry.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';

/** RFC 6238: a code changes each 30 s. One step of drift either way is forgiven. */
const STEP_S = 30;
const SECRET_BYTES = 20;

/** Codes of an authenticator app (RFC 6238). The seed is sealed under the person's id. */
export class TotpFactor {
  readonly #deps: { store: Store; vault: Vault; clock: Clock };

  constructor(deps: { store: Store; vault: Vault; clock: Clock }) {
    this.#deps = deps;
  }

  /** A fresh seed, not yet in force, and the address that an app reads. Ends an earlier one that was never confirmed. */
  async begin(userId: UserId, label: { account: string; site: string }) {
    const { store, vault } = this.#deps;
    const secret = generateSecret({ length: SECRET_BYTES });
    await store.write([
      {
        sql: `INSERT INTO totp VALUES (?, ?, NULL, 0) ON CONFLICT (user_id) DO UPDATE
          SET sealed_secret = excluded.sealed_secret, last_step = 0 WHERE confirmed_ms IS NULL`,
        args: [userId, vault.seal(`totp ${userId}`, secret)],
      },
    ]);
    const uri = generateURI({ issuer: label.site, label: label.account, secret });
    return { secret, uri };
  }

  /**
   * Takes a code once: the time step must be later than the last one taken, checked where it is stored, so that of two requests
   * with one code one is refused. `also` is kept with it. False when the code is wrong, used or there is no such factor.
   */
  async take(
    userId: UserId,
    code: string,
    when: 'confirming' | 'in force',
    also: { statements?: readonly Statement[]; entries?: readonly AuditEntry[] } = {},
  ): Promise<boolean> {
    const { store, vault, clock } = this.#deps;
    const isPending = when === 'confirming';
    const [row] = await store.read(
      `SELECT sealed_secret, last_step FROM totp WHERE user_id = ? AND confirmed_ms IS ${isPending ? '' : 'NOT '}NULL`,
      [userId],
    );
    if (row === undefined || !/^\d{6}$/.test(code)) return false;
    const nowMs = clock();
    const result = await verify({
      secret: vault.open(`totp ${userId}`, String(row.sealed_secret)),
      token: code,
      epoch: Math.floor(nowMs / 1_000),
      epochTolerance: STEP_S,
    });
    if (!result.valid || !('timeStep' in result)) return false;
    const done = await store.record(
      [
        {
          sql: `UPDATE totp SET last_step = ?, confirmed_ms = coalesce(confirmed_ms, ?)
            WHERE user_id = ? AND last_step < ? AND sealed_secret = ?`,
          args: [result.timeStep, nowMs, userId, result.timeStep, row.sealed_secret],
          mustChange: true,
        },
        ...(also.statements ?? []),
      ],
      also.entries ?? [],
    );
    return done !== null;
  }
}
