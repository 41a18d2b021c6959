import { exportJWK, generateKeyPair, importJWK } from 'jose';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';
import { newToken } from './secret-token.ts';

/** A key signs for so long; then the next one does. */
const SIGNING_MS = 30 * 86_400_000;
/** So long after it was retired a key is still believed: longer than any access token lives. */
const BELIEVED_MS = 2 * 3_600_000;
const PURPOSE = 'signing key';

type Key = Awaited<ReturnType<typeof importJWK>>;

interface SigningKey {
  readonly kid: string;
  readonly publicX: string;
  readonly sign: Key;
  readonly verify: Key;
  readonly createdMs: number;
  readonly retiredMs: number | null;
}

/** The Ed25519 keys of access tokens: one signs, those before it are believed until no token of theirs can be alive. */
export class SigningKeys {
  readonly #deps: { store: Store; vault: Vault; clock: Clock };
  #keys: SigningKey[] = [];

  constructor(deps: { store: Store; vault: Vault; clock: Clock }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    await this.load();
    if (this.#keys.every(({ retiredMs }) => retiredMs !== null)) await this.#make([]);
  }

  /** Reads the keys anew: the console may have made one. */
  async load(): Promise<void> {
    const rows = await this.#deps.store.read('SELECT * FROM signing_keys ORDER BY created_ms');
    this.#keys = await Promise.all(
      rows.map(async (row) => {
        const x = String(row.public_x);
        const d = this.#deps.vault.open(PURPOSE, String(row.sealed_private));
        const jwk = { kty: 'OKP', crv: 'Ed25519', x };
        return {
          kid: String(row.kid),
          publicX: x,
          sign: await importJWK({ ...jwk, d }, 'EdDSA'),
          verify: await importJWK(jwk, 'EdDSA'),
          createdMs: Number(row.created_ms),
          retiredMs: row.retired_ms as number | null,
        };
      }),
    );
  }

  /** The key that signs now. */
  current(): { kid: string; key: Key } {
    const key = this.#keys.findLast(({ retiredMs }) => retiredMs === null);
    if (key === undefined) throw new TremoloError('internal', 'There is no signing key.');
    return { kid: key.kid, key: key.sign };
  }

  /** The key that made a signature with this id, or null when it is unknown or no longer believed. */
  find(kid: string | undefined): Key | null {
    return this.#believed().find((key) => key.kid === kid)?.verify ?? null;
  }

  /** The public halves, as RFC 7517 writes them. */
  published() {
    return this.#believed().map(({ kid, publicX }) => ({
      kty: 'OKP' as const,
      crv: 'Ed25519' as const,
      x: publicX,
      kid,
      alg: 'EdDSA' as const,
      use: 'sig' as const,
    }));
  }

  /** Whether the current key has signed for long enough. */
  isDue(): boolean {
    const current = this.#keys.findLast(({ retiredMs }) => retiredMs === null);
    return current === undefined || current.createdMs + SIGNING_MS < this.#deps.clock();
  }

  /** A new key signs from now on; `also` is stored with it. */
  async rotate(actor: Actor, also: readonly Statement[] = []): Promise<void> {
    const nowMs = this.#deps.clock();
    await this.#make(
      [
        { sql: 'UPDATE signing_keys SET retired_ms = ? WHERE retired_ms IS NULL', args: [nowMs] },
        { sql: 'DELETE FROM signing_keys WHERE retired_ms < ?', args: [nowMs - BELIEVED_MS] },
        ...also,
      ],
      actor,
    );
  }

  async #make(before: readonly Statement[], actor: Actor | null = null): Promise<void> {
    const { store, vault, clock } = this.#deps;
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const { x, d } = await exportJWK(privateKey);
    const kid = newToken().slice(0, 16);
    await store.record(
      [
        ...before,
        {
          sql: 'INSERT INTO signing_keys VALUES (?, ?, ?, ?, NULL)',
          args: [kid, x ?? '', vault.seal(PURPOSE, d ?? ''), clock()],
        },
      ],
      actor === null ? [] : [{ event: 'token.signing_key_rotated', actor, resourceId: kid }],
    );
    await this.load();
  }

  #believed(): SigningKey[] {
    const oldestMs = this.#deps.clock() - BELIEVED_MS;
    return this.#keys.filter(({ retiredMs }) => retiredMs === null || retiredMs > oldestMs);
  }
}
