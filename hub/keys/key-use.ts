import type { KeyUsage } from '#schemas/http/keys';
import type { KeyId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { ApiKey } from './api-key.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 400;

/** Counts what keys are used for. Gathered in memory and written each minute: the counts may lag, and lose a minute to a kill. */
export class KeyUse {
  readonly #deps: { store: Store; clock: Clock; log: Log };
  readonly #counts = new Map<KeyId, { day: number; requests: number; key: ApiKey }>();
  /** Requests of today that are in the store. */
  readonly #stored = new Map<KeyId, { day: number; requests: number }>();

  constructor(deps: { store: Store; clock: Clock; log: Log }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const day = this.#today();
    const rows = await this.#deps.store.read(
      'SELECT key_id, requests FROM api_key_use WHERE day = ?',
      [day],
    );
    for (const row of rows) {
      this.#stored.set(row.key_id as KeyId, { day, requests: Number(row.requests) });
    }
  }

  used(key: ApiKey): void {
    key.lastUsedMs = this.#deps.clock();
    const day = this.#today();
    const count = this.#counts.get(key.keyId);
    if (count?.day === day) count.requests++;
    else this.#counts.set(key.keyId, { day, requests: (count?.requests ?? 0) + 1, key });
  }

  today(keyId: KeyId): number {
    const day = this.#today();
    const parts = [this.#counts.get(keyId), this.#stored.get(keyId)];
    return parts.reduce((sum, part) => sum + (part?.day === day ? part.requests : 0), 0);
  }

  /** Writes down what was gathered. To be called each minute, and at the end. */
  async upkeep(): Promise<void> {
    if (this.#counts.size === 0) return;
    const counts = [...this.#counts.values()];
    this.#counts.clear();
    try {
      await this.#deps.store.write(counts.flatMap(statementsOf));
    } catch (error) {
      for (const { key, day, requests } of counts) {
        const since = this.#counts.get(key.keyId)?.requests ?? 0;
        this.#counts.set(key.keyId, { day, requests: requests + since, key });
      }
      this.#deps.log.error('counts of API keys are not stored yet; tried again', error);
      return;
    }
    for (const { key, day, requests } of counts) {
      const stored = this.#stored.get(key.keyId);
      const before = stored?.day === day ? stored.requests : 0;
      this.#stored.set(key.keyId, { day, requests: before + requests });
    }
  }

  async usageOf(keyId: KeyId): Promise<KeyUsage> {
    await this.upkeep();
    const { store } = this.#deps;
    const [days, networks] = await Promise.all([
      store.read(
        'SELECT day, requests FROM api_key_use WHERE key_id = ? AND day > ? ORDER BY day',
        [keyId, this.#today() - KEPT_DAYS],
      ),
      store.read('SELECT * FROM api_key_networks WHERE key_id = ? ORDER BY first_ms DESC', [keyId]),
    ]);
    return {
      days: days.map((row) => ({
        dayMs: Number(row.day) * DAY_MS,
        requests: Number(row.requests),
      })),
      networks: networks.map((row) => ({
        network: String(row.network),
        firstMs: Number(row.first_ms),
      })),
    };
  }

  #today(): number {
    return Math.floor(this.#deps.clock() / DAY_MS);
  }
}

function statementsOf({
  day,
  requests,
  key,
}: {
  day: number;
  requests: number;
  key: ApiKey;
}): Statement[] {
  return [
    {
      sql: `INSERT INTO api_key_use VALUES (?, ?, ?) ON CONFLICT (key_id, day) DO UPDATE
        SET requests = requests + excluded.requests`,
      args: [key.keyId, day, requests],
    },
    {
      sql: 'UPDATE api_keys SET last_used_ms = ? WHERE key_id = ?',
      args: [key.lastUsedMs, key.keyId],
    },
  ];
}
