import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TremoloError } from '#schemas/errors/tremolo-error';

const FILE = 'master.key';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals secrets that must be read again (TOTP seeds, client secrets, signing keys) with AES-256-GCM under the site's master key,
 * which lies beside the database, readable by its owner only. A copy of the database alone gives nothing away.
 */
export class Vault {
  readonly #path: string;
  #key: Buffer | null = null;

  constructor({ dataDir }: { dataDir: string }) {
    this.#path = join(dataDir, FILE);
  }

  /** Reads the master key, or makes it on the first start. Throws `storage_failed` when it is damaged. */
  start(): void {
    if (!existsSync(this.#path)) {
      writeFileSync(this.#path, randomBytes(KEY_BYTES).toString('base64'), {
        mode: 0o600,
        flag: 'wx',
      });
    }
    const key = Buffer.from(readFileSync(this.#path, 'utf8'), 'base64');
    if (key.length !== KEY_BYTES) {
      throw new TremoloError('storage_failed', `The master key in ${FILE} is damaged.`);
    }
    this.#key = key;
  }

  /** `purpose` is bound to the text: what was sealed for one thing cannot be passed off as another. */
  seal(purpose: string, secret: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#master(), nonce).setAAD(
      Buffer.from(purpose),
    );
    const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
  }

  /** Throws `storage_failed` when it was sealed with another key, for another purpose, or was altered. */
  open(purpose: string, sealed: string): string {
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    try {
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', this.#master(), nonce)
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new TremoloError(
        'storage_failed',
        'A stored secret cannot be opened with this master key.',
        { cause },
      );
    }
  }

  /** A keyed hash for what is only compared, never read again (API keys, CSRF tokens): HMAC-SHA-256, base64url. */
  mac(purpose: string, text: string): string {
    return createHmac('sha256', this.#master()).update(`${purpose}\n${text}`).digest('base64url');
  }

  #master(): Buffer {
    if (this.#key === null) throw new TremoloError('storage_failed', 'The vault is not open.');
    return this.#key;
  }
}
