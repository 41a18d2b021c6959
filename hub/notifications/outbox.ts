import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';
import { checkedLetter, type Letter } from './letter.ts';

/** Waits between tries; after the last one the letter is given up and counted. */
const WAITS_MS = [60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000];
const PURPOSE = 'letter';

/** A letter that waits, with its place in the outbox. */
export interface WaitingLetter {
  readonly key: number;
  readonly tries: number;
  readonly letter: Letter;
}

/** Letters that wait in the store, sealed, until the relay has taken them. */
export class Outbox {
  readonly #deps: { store: Store; vault: Vault; clock: Clock; log: Log };

  constructor(deps: { store: Store; vault: Vault; clock: Clock; log: Log }) {
    this.#deps = deps;
  }

  /** The statement that puts the letter in, for the transaction of the change that it tells of. Throws `request_invalid`. */
  statement(letter: Letter): Statement {
    const { vault, clock } = this.#deps;
    const sealed = vault.seal(PURPOSE, JSON.stringify(checkedLetter(letter)));
    return {
      sql: 'INSERT INTO outbox (sealed_letter, tries, next_ms, useless_ms) VALUES (?, 0, ?, ?)',
      args: [sealed, clock(), letter.uselessMs ?? null],
    };
  }

  /** The next letter to try now, the longest waiting first; those that nobody is helped by any more are given up. */
  async next(): Promise<WaitingLetter | null> {
    const { store, clock } = this.#deps;
    for (;;) {
      const nowMs = clock();
      const [row] = await store.read(
        'SELECT * FROM outbox WHERE next_ms <= ? ORDER BY next_ms, letter_key LIMIT 1',
        [nowMs],
      );
      if (row === undefined) return null;
      const key = Number(row.letter_key);
      const isUseless = row.useless_ms !== null && Number(row.useless_ms) <= nowMs;
      const letter = isUseless ? null : this.#opened(String(row.sealed_letter));
      if (letter !== null) return { key, tries: Number(row.tries), letter };
      await this.#end(key, 'dead');
    }
  }

  /** The relay took it. */
  async sent(key: number): Promise<void> {
    await this.#end(key, 'sent');
  }

  /** The relay did not take it: again later, or given up after the last try. Returns whether it was given up. */
  async failed({ key, tries }: WaitingLetter, advice: 'retry' | 'give up'): Promise<boolean> {
    const waitMs = WAITS_MS[tries];
    if (advice === 'give up' || waitMs === undefined) {
      await this.#end(key, 'dead');
      return true;
    }
    await this.#deps.store.write([
      {
        sql: 'UPDATE outbox SET tries = tries + 1, next_ms = ? WHERE letter_key = ?',
        args: [this.#deps.clock() + waitMs, key],
      },
    ]);
    return false;
  }

  async counts(): Promise<{ waiting: number; sent: number; dead: number; lastSentMs: number }> {
    const { store } = this.#deps;
    const [{ n }] = await store.read('SELECT count(*) AS n FROM outbox');
    const rows = await store.read('SELECT name, value FROM outbox_counts');
    const of = (name: string) => Number(rows.find((row) => row.name === name)?.value ?? 0);
    return {
      waiting: Number(n),
      sent: of('sent'),
      dead: of('dead'),
      lastSentMs: of('last sent ms'),
    };
  }

  /** One that cannot be opened (another master key) must not hold up those behind it. */
  #opened(sealed: string): Letter | null {
    try {
      return JSON.parse(this.#deps.vault.open(PURPOSE, sealed));
    } catch (error) {
      this.#deps.log.error('a letter cannot be opened and is given up', error);
      return null;
    }
  }

  async #end(key: number, as: 'sent' | 'dead'): Promise<void> {
    const { store, clock } = this.#deps;
    await store.write([
      { sql: 'DELETE FROM outbox WHERE letter_key = ?', args: [key] },
      { sql: 'UPDATE outbox_counts SET value = value + 1 WHERE name = ?', args: [as] },
      ...(as === 'sent'
        ? [
            {
              sql: "UPDATE outbox_counts SET value = ? WHERE name = 'last sent ms'",
              args: [clock()],
            },
          ]
        : []),
    ]);
  }
}
