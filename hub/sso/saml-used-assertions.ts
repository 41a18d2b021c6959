import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';

/** Which assertions were taken: none opens a second session, not after a restart either. */
export class SamlUsedAssertions {
  readonly #deps: { store: Store; clock: Clock };

  constructor(deps: { store: Store; clock: Clock }) {
    this.#deps = deps;
  }

  /** Takes an assertion that would be refused anyway from `untilMs` on; false when it was taken before. Forgets older ones. */
  async take(issuer: string, assertionId: string, untilMs: number): Promise<boolean> {
    const { store, clock } = this.#deps;
    const hash = createHash('sha256')
      .update(JSON.stringify([issuer, assertionId]))
      .digest('hex');
    const [, added] = await store.write([
      { sql: 'DELETE FROM used_assertions WHERE expires_ms <= ?', args: [clock()] },
      {
        sql: 'INSERT INTO used_assertions VALUES (?, ?) ON CONFLICT DO NOTHING',
        args: [hash, untilMs],
      },
    ]);
    return added.rowsAffected === 1;
  }
}
