import { createHash } from 'node:crypto';
import { refused } from '#schemas/errors/refused';
import type { SiteNotice } from '#schemas/http/notice';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';

const REVISION_LENGTH = 16;

/** Who has agreed to which text of the site's notice on people's data. */
export class NoticeBook {
  readonly #deps: { store: Store; clock: Clock; text: () => string };
  readonly #accepted = new Map<string, { revision: string; atMs: number }>();
  #known = { text: '', revision: '' };

  constructor(deps: { store: Store; clock: Clock; text: () => string }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM accepted_notices')) {
      const accepted = { revision: String(row.revision), atMs: Number(row.at_ms) };
      this.#accepted.set(String(row.user_id), accepted);
    }
  }

  /** Whether the person still has to agree to the text as it is now. */
  isDue(userId: UserId): boolean {
    const { revision } = this.#current();
    return revision !== '' && this.#accepted.get(userId)?.revision !== revision;
  }

  of(userId: UserId): SiteNotice {
    const { text, revision } = this.#current();
    if (revision === '') return { text: null, revision: null, acceptedMs: null };
    const accepted = this.#accepted.get(userId);
    return { text, revision, acceptedMs: accepted?.revision === revision ? accepted.atMs : null };
  }

  /** Throws `conflict` when the text has changed since the person read it. */
  async accept(userId: UserId, revision: string, actor: Actor): Promise<SiteNotice> {
    if (revision !== this.#current().revision) {
      throw refused('notice_changed');
    }
    const atMs = this.#deps.clock();
    await this.#deps.store.record(
      [
        {
          sql: `INSERT INTO accepted_notices VALUES (?, ?, ?) ON CONFLICT (user_id) DO UPDATE
            SET revision = excluded.revision, at_ms = excluded.at_ms`,
          args: [userId, revision, atMs],
        },
      ],
      [{ event: 'user.notice_accepted', actor, resourceId: userId, details: { revision } }],
    );
    this.#accepted.set(userId, { revision, atMs });
    return this.of(userId);
  }

  #current(): { text: string; revision: string } {
    const text = this.#deps.text().trim();
    if (text !== this.#known.text) this.#known = { text, revision: revisionOf(text) };
    return this.#known;
  }
}

function revisionOf(text: string): string {
  if (text === '') return '';
  return createHash('sha256').update(text).digest('hex').slice(0, REVISION_LENGTH);
}
