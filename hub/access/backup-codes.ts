import { randomInt } from 'node:crypto';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';

const CODES = 10;
/** Crockford’s letters and digits: none is taken for another. 16 of them are 80 bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** Ten codes for when the phone is lost: each works once. Kept under a keyed hash whose key is not in the database. */
export class BackupCodes {
  readonly #deps: { store: Store; vault: Vault; clock: Clock };

  constructor(deps: { store: Store; vault: Vault; clock: Clock }) {
    this.#deps = deps;
  }

  /** Ten new codes and the statements that put them in the place of the old ones. */
  make(userId: UserId): { codes: string[]; statements: Statement[] } {
    const codes = Array.from({ length: CODES }, newCode);
    return {
      codes,
      statements: [
        { sql: 'DELETE FROM backup_codes WHERE user_id = ?', args: [userId] },
        ...codes.map((code) => ({
          sql: 'INSERT INTO backup_codes VALUES (?, ?, NULL)',
          args: [userId, this.#mac(userId, code)],
        })),
      ],
    };
  }

  /** Uses a code up; false when it is none of the person's, or was used. */
  async take(userId: UserId, code: string): Promise<boolean> {
    const done = await this.#deps.store.record(
      [
        {
          sql: 'UPDATE backup_codes SET used_ms = ? WHERE user_id = ? AND code_mac = ? AND used_ms IS NULL',
          args: [this.#deps.clock(), userId, this.#mac(userId, code)],
          mustChange: true,
        },
      ],
      [],
    );
    return done !== null;
  }

  async left(userId: UserId): Promise<number> {
    const [row] = await this.#deps.store.read(
      'SELECT count(*) AS n FROM backup_codes WHERE user_id = ? AND used_ms IS NULL',
      [userId],
    );
    return Number(row.n);
  }

  #mac(userId: UserId, code: string): string {
    const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, '');
    return this.#deps.vault.mac(`backup code ${userId}`, plain);
  }
}

/** Four groups of four, to be read off paper. */
function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}
