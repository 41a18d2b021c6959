import type { SecondFactorMethod } from '#schemas/http/access';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { BackupCodes } from './backup-codes.ts';
import type { SentCodes } from './sent-codes.ts';
import type { TotpFactor } from './totp-factor.ts';

export type MessageMethod = 'email' | 'sms';
export type Method = 'totp' | MessageMethod;

/** A method in force; `target` is where its codes go. */
export interface OwnMethod {
  readonly method: Method;
  readonly target: string | null;
  readonly addedMs: number;
}

export interface SecondFactorDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Events;
  readonly totp: TotpFactor;
  readonly backup: BackupCodes;
  readonly codes: SentCodes;
  /** Hands a code over for sending; false when there is no way to send it. */
  readonly send: (
    userId: UserId,
    method: MessageMethod,
    target: string,
    code: string,
  ) => Promise<boolean>;
  /** Which ways of sending the site allows now. */
  readonly allowed: () => readonly MessageMethod[];
  /** What tells the person of it, to be kept with the change. */
  readonly notice: (
    userId: UserId,
    what: 'second_factor_added' | 'second_factor_removed',
  ) => readonly Statement[];
}

/** What each person has besides a password. Which methods those are is in memory: it is asked on every request. */
export class SecondFactors {
  readonly #deps: SecondFactorDeps;
  readonly #methods = new Map<string, Set<Method>>();

  constructor(deps: SecondFactorDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    await this.load();
  }

  /** Reads anew who has which: the console may have taken some away. */
  async load(): Promise<void> {
    const rows = await this.#deps.store.read(
      `SELECT user_id, 'totp' AS method FROM totp WHERE confirmed_ms IS NOT NULL
        UNION ALL SELECT user_id, method FROM message_factors WHERE confirmed_ms IS NOT NULL`,
    );
    this.#methods.clear();
    for (const row of rows) this.#has(row.user_id as UserId, row.method as Method);
  }

  /** Methods that the person can use now, the strongest first; none: there is no second factor. */
  methodsOf(userId: UserId): SecondFactorMethod[] {
    const has = this.#methods.get(userId);
    if (has === undefined || has.size === 0) return [];
    const allowed = this.#deps.allowed();
    const messages = (['email', 'sms'] as const).filter((m) => has.has(m) && allowed.includes(m));
    return [...(has.has('totp') ? (['totp'] as const) : []), ...messages, 'backup'];
  }

  /** The methods of the person with where codes go, whether or not the site allows them now. */
  async own(userId: UserId): Promise<OwnMethod[]> {
    const rows = await this.#deps.store.read(
      `SELECT 'totp' AS method, NULL AS target, confirmed_ms FROM totp
        WHERE user_id = ? AND confirmed_ms IS NOT NULL
        UNION ALL SELECT method, target, confirmed_ms FROM message_factors
        WHERE user_id = ? AND confirmed_ms IS NOT NULL`,
      [userId, userId],
    );
    return rows.map(({ method, target, confirmed_ms }) => ({
      method: method as Method,
      target: target as string | null,
      addedMs: Number(confirmed_ms),
    }));
  }

  /** Whether the code is right for that method; a right one is used up. `purpose` binds a sent code to what it was sent for. */
  async verify(
    userId: UserId,
    method: SecondFactorMethod,
    code: string,
    purpose: string,
  ): Promise<boolean> {
    if (!this.methodsOf(userId).includes(method)) return false;
    const { totp, backup, codes } = this.#deps;
    if (method === 'totp') return totp.take(userId, code.replace(/\s/g, ''), 'in force');
    if (method === 'backup') return backup.take(userId, code);
    return codes.take(`${purpose} ${method}`, code.replace(/\s/g, ''));
  }

  /** Sends a code for `purpose`; false when the person has no such method, or there is no way to send. */
  async sendCode(userId: UserId, method: MessageMethod, purpose: string): Promise<boolean> {
    if (!this.methodsOf(userId).includes(method)) return false;
    const [row] = await this.#deps.store.read(
      'SELECT target FROM message_factors WHERE user_id = ? AND method = ?',
      [userId, method],
    );
    if (row === undefined) return false;
    const code = await this.#deps.codes.make(`${purpose} ${method}`);
    return this.#deps.send(userId, method, String(row.target), code);
  }

  /** Begins to set up an address or number: a code goes there. */
  async beginMessages(userId: UserId, method: MessageMethod, target: string): Promise<boolean> {
    if (!this.#deps.allowed().includes(method)) return false;
    const code = await this.#deps.codes.make(`setup ${userId} ${method} ${target}`);
    return this.#deps.send(userId, method, target, code);
  }

  /** Sets the address or number up with the code that came there. Backup codes are given with the first method. */
  async confirmMessages(
    userId: UserId,
    { method, target, code }: { method: MessageMethod; target: string; code: string },
    actor: Actor,
  ): Promise<{ backupCodes: string[] | null } | null> {
    const purpose = `setup ${userId} ${method} ${target}`;
    if (!(await this.#deps.codes.take(purpose, code.replace(/\s/g, '')))) return null;
    const made = this.#firstBackupCodes(userId);
    await this.#deps.store.record(
      [
        {
          sql: `INSERT INTO message_factors VALUES (?, ?, ?, ?) ON CONFLICT (user_id, method) DO UPDATE
            SET target = excluded.target, confirmed_ms = excluded.confirmed_ms`,
          args: [userId, method, target, this.#deps.clock()],
        },
        ...(made?.statements ?? []),
        ...this.#deps.notice(userId, 'second_factor_added'),
      ],
      [{ event: 'second_factor.added', actor, resourceId: userId, details: { method } }],
    );
    this.#has(userId, method);
    this.#changed(userId);
    return { backupCodes: made?.codes ?? null };
  }

  /** Puts an authenticator app in force with its first code; gives backup codes with the first method. Null: the code is wrong. */
  async confirmTotp(userId: UserId, code: string, actor: Actor) {
    const made = this.#firstBackupCodes(userId);
    const done = await this.#deps.totp.take(userId, code.replace(/\s/g, ''), 'confirming', {
      statements: [
        ...(made?.statements ?? []),
        ...this.#deps.notice(userId, 'second_factor_added'),
      ],
      entries: [
        { event: 'second_factor.added', actor, resourceId: userId, details: { method: 'totp' } },
      ],
    });
    if (!done) return null;
    this.#has(userId, 'totp');
    this.#changed(userId);
    return { backupCodes: made?.codes ?? null };
  }

  /** Ten new backup codes in the place of the old ones. */
  async renewBackupCodes(userId: UserId, actor: Actor): Promise<string[]> {
    const { codes, statements } = this.#deps.backup.make(userId);
    await this.#deps.store.record(statements, [
      { event: 'second_factor.backup_codes_made', actor, resourceId: userId },
    ]);
    return codes;
  }

  /**
   * Takes one method away; with the last one the backup codes go too. False, and nothing is changed, when the person does not
   * have it, or it is the last one and `keepOne`: looked at where it is stored, so that two requests cannot take the last two.
   */
  async remove(
    userId: UserId,
    method: Method,
    { keepOne }: { keepOne: boolean },
    actor: Actor,
  ): Promise<boolean> {
    const { sql, args } = removal(userId, method);
    const done = await this.#deps.store.record(
      [
        {
          sql: `${sql} AND (? = 0 OR ${OTHER_THAN})`,
          args: [...args, keepOne ? 1 : 0, userId, method],
          mustChange: true,
        },
        {
          sql: `DELETE FROM backup_codes WHERE user_id = ? AND NOT ${OTHER_THAN}`,
          args: [userId, userId, ''],
        },
        ...this.#deps.notice(userId, 'second_factor_removed'),
      ],
      [{ event: 'second_factor.removed', actor, resourceId: userId, details: { method } }],
    );
    if (done === null) return false;
    this.#methods.get(userId)?.delete(method);
    this.#changed(userId);
    return true;
  }

  /** Takes everything away, for somebody who lost it: an administrator or the console vouches for the person. `also` is stored with it. */
  async reset(userId: UserId, actor: Actor, also: readonly Statement[] = []): Promise<void> {
    await this.#deps.store.record(
      [
        ...['totp', 'message_factors', 'backup_codes'].map((table) => ({
          sql: `DELETE FROM ${table} WHERE user_id = ?`,
          args: [userId],
        })),
        ...this.#deps.notice(userId, 'second_factor_removed'),
        ...also,
      ],
      [{ event: 'second_factor.reset', actor, resourceId: userId }],
    );
    this.#methods.delete(userId);
    this.#changed(userId);
  }

  backupCodesLeft(userId: UserId): Promise<number> {
    return this.#deps.backup.left(userId);
  }

  /** Whoever must have a second factor may now do more, or less. */
  #changed(userId: UserId): void {
    this.#deps.events.emit('personChanged', { userId });
  }

  #firstBackupCodes(userId: UserId) {
    return (this.#methods.get(userId)?.size ?? 0) > 0 ? null : this.#deps.backup.make(userId);
  }

  #has(userId: UserId, method: Method): void {
    const methods = this.#methods.get(userId) ?? new Set();
    this.#methods.set(userId, methods.add(method));
  }
}

/** Whether a person has a method besides one: the person, and that one. */
const OTHER_THAN = `EXISTS (SELECT 1 FROM (
  SELECT user_id, 'totp' AS method FROM totp WHERE confirmed_ms IS NOT NULL
  UNION ALL SELECT user_id, method FROM message_factors WHERE confirmed_ms IS NOT NULL
) WHERE user_id = ? AND method <> ?)`;

function removal(userId: UserId, method: Method) {
  return method === 'totp'
    ? { sql: 'DELETE FROM totp WHERE user_id = ? AND confirmed_ms IS NOT NULL', args: [userId] }
    : {
        sql: 'DELETE FROM message_factors WHERE user_id = ? AND method = ?',
        args: [userId, method],
      };
}
