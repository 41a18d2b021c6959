import type { SettingsOf } from '#schemas/config/site-settings';
import { refused } from '#schemas/errors/refused';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { hashPassword, verifyPassword } from './password.ts';
import type { StrengthMeter } from './strength-meter.ts';

/** So many earlier passwords may not come back. */
const REMEMBERED = 5;

export interface PasswordDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly meter: StrengthMeter;
  readonly policy: () => SettingsOf<'signIn'>;
}

/** The passwords of people: argon2id hashes, the site’s policy, and who must choose a new one. */
export class Passwords {
  readonly #deps: PasswordDeps;
  readonly #mustChange = new Set<string>();

  constructor(deps: PasswordDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    await this.load();
  }

  /** Reads anew who must change: the console may have said so. */
  async load(): Promise<void> {
    const rows = await this.#deps.store.read('SELECT user_id FROM passwords WHERE must_change = 1');
    this.#mustChange.clear();
    for (const { user_id } of rows) this.#mustChange.add(String(user_id));
  }

  /** Whether it is the person’s password. For nobody, and for somebody without one, it takes as long and is never right. */
  async verify(userId: UserId | null, password: string): Promise<boolean> {
    const [row] = await this.#deps.store.read('SELECT hash FROM passwords WHERE user_id = ?', [
      userId ?? '',
    ]);
    return verifyPassword(password, (row?.hash as string | undefined) ?? null);
  }

  mustChange(userId: UserId): boolean {
    return this.#mustChange.has(userId);
  }

  /** Why a new password will not do; null when it will. `words` are what a guesser would know of the person. */
  async weaknessOf(
    password: string,
    words: readonly string[],
    userId: UserId | null = null,
  ): Promise<TremoloError | null> {
    const policy = this.#deps.policy();
    if ([...password].length < policy.passwordMinLength) {
      return refused('password_too_short', { characters: policy.passwordMinLength });
    }
    if (policy.passwordNeedsLettersAndDigits && !/\p{L}.*\d|\d.*\p{L}/su.test(password)) {
      return refused('password_needs_both');
    }
    const { score, isCommon } = await this.#deps.meter.strengthOf(password, words);
    if (isCommon) return refused('password_common');
    if (score < policy.passwordMinScore) return refused('password_guessable');
    if (userId !== null && (await this.#wasUsed(userId, password))) {
      return refused('password_used_before', { count: REMEMBERED });
    }
    return null;
  }

  /** The statements that give the person this password, to stand in a transaction with what else changes; then call `took`. */
  async statements(
    userId: UserId,
    password: string,
    { mustChange }: { mustChange: boolean },
  ): Promise<Statement[]> {
    const nowMs = this.#deps.clock();
    const hash = await hashPassword(password);
    return [
      {
        sql: 'INSERT INTO old_passwords SELECT user_id, hash, ? FROM passwords WHERE user_id = ?',
        args: [nowMs, userId],
      },
      {
        sql: `DELETE FROM old_passwords WHERE user_id = ? AND rowid NOT IN
          (SELECT rowid FROM old_passwords WHERE user_id = ? ORDER BY until_ms DESC LIMIT ?)`,
        args: [userId, userId, REMEMBERED - 1],
      },
      {
        sql: `INSERT INTO passwords VALUES (?, ?, ?, ?) ON CONFLICT (user_id) DO UPDATE
          SET hash = excluded.hash, changed_ms = excluded.changed_ms, must_change = excluded.must_change`,
        args: [userId, hash, nowMs, mustChange ? 1 : 0],
      },
    ];
  }

  /** The statements that leave the person without a password: only a one-time link leads in then. The old one stays unusable. */
  ending(userId: UserId): Statement[] {
    return [
      {
        sql: 'INSERT INTO old_passwords SELECT user_id, hash, ? FROM passwords WHERE user_id = ?',
        args: [this.#deps.clock(), userId],
      },
      { sql: 'DELETE FROM passwords WHERE user_id = ?', args: [userId] },
    ];
  }

  /** Whether the person has a password at all: who only comes by single sign-on has none. */
  async has(userId: UserId): Promise<boolean> {
    const rows = await this.#deps.store.read('SELECT 1 FROM passwords WHERE user_id = ?', [userId]);
    return rows.length > 0;
  }

  /** Tells that such statements were stored. */
  took(userId: UserId, { mustChange }: { mustChange: boolean }): void {
    if (mustChange) this.#mustChange.add(userId);
    else this.#mustChange.delete(userId);
  }

  async #wasUsed(userId: UserId, password: string): Promise<boolean> {
    const rows = await this.#deps.store.read(
      `SELECT hash FROM passwords WHERE user_id = ? UNION ALL
        SELECT hash FROM old_passwords WHERE user_id = ?`,
      [userId, userId],
    );
    for (const { hash } of rows) if (await verifyPassword(password, String(hash))) return true;
    return false;
  }
}
