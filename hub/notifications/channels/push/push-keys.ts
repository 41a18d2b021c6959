import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Clock } from '../../../clock.ts';
import type { Store } from '../../../store/store.ts';
import type { Vault } from '../../../store/vault.ts';

const NAME = 'vapid';
const PURPOSE = 'push keys';
/** A day is the most that services take (RFC 8292, 2). */
const LIFETIME_S = 12 * 3_600;

/** The key pair by which browsers and their makers’ services know this hub (VAPID, RFC 8292); made once, sealed in the store. */
export class PushKeys {
  readonly #deps: { store: Store; vault: Vault; clock: Clock };
  #jwk: JWK | null = null;

  constructor(deps: { store: Store; vault: Vault; clock: Clock }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const { store, vault } = this.#deps;
    const [row] = await store.read('SELECT sealed FROM notification_keys WHERE name = ?', [NAME]);
    if (row !== undefined) {
      this.#jwk = JSON.parse(vault.open(PURPOSE, String(row.sealed)));
      return;
    }
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(privateKey);
    const sealed = vault.seal(PURPOSE, JSON.stringify(jwk));
    await store.write([
      { sql: 'INSERT INTO notification_keys VALUES (?, ?)', args: [NAME, sealed] },
    ]);
    this.#jwk = jwk;
  }

  /** As a browser wants it: an uncompressed point, base64url. */
  get publicKey(): string {
    const { x = '', y = '' } = this.#own;
    const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
    return Buffer.concat(point).toString('base64url');
  }

  /** The header that tells a service who sends, and how its owner is reached. */
  async authorization(endpoint: string, contact: string): Promise<string> {
    const token = await new SignJWT()
      .setProtectedHeader({ typ: 'JWT', alg: 'ES256' })
      .setAudience(new URL(endpoint).origin)
      .setSubject(contact)
      .setExpirationTime(Math.floor(this.#deps.clock() / 1_000) + LIFETIME_S)
      .sign(await importJWK(this.#own, 'ES256'));
    return `vapid t=${token}, k=${this.publicKey}`;
  }

  get #own(): JWK {
    if (this.#jwk === null) throw new Error('The push keys are not read yet.');
    return this.#jwk;
  }
}
