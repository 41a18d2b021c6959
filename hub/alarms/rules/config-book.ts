import { refused } from '#schemas/errors/refused';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../../clock.ts';
import type { Actor } from '../../store/actor.ts';
import type { Json } from '../../store/audit-entry.ts';
import type { Store } from '../../store/store.ts';

export type ConfigKind = 'rule' | 'policy' | 'calendar' | 'procedure';

/** So many of a kind: more nobody oversees, and each costs with every result. */
const MOST = 500;

/** One thing that people configured, as it is kept. */
export interface Configured<Body> {
  readonly id: string;
  readonly revision: number;
  readonly changedMs: number;
  readonly changedBy: UserId | null;
  readonly body: Body;
}

export interface ConfigBookDeps<Body> {
  readonly store: Store;
  readonly clock: Clock;
  readonly kind: ConfigKind;
  readonly newId: () => string;
  readonly parse: (body: unknown) => Body;
  /** Told after each change. */
  readonly onChange: () => void;
}

/** What people configured of one kind, in memory and in the store, each change with its audit entry. */
export class ConfigBook<Body extends { readonly name: string }> {
  readonly #deps: ConfigBookDeps<Body>;
  readonly #kept = new Map<string, Configured<Body>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: ConfigBookDeps<Body>) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const { store, kind, parse } = this.#deps;
    const rows = await store.read('SELECT * FROM alarm_configuration WHERE kind = ?', [kind]);
    for (const row of rows) {
      this.#kept.set(String(row.id), {
        id: String(row.id),
        revision: Number(row.revision),
        changedMs: Number(row.changed_ms),
        changedBy: row.changed_by as UserId | null,
        body: parse(JSON.parse(String(row.body))),
      });
    }
  }

  all(): Configured<Body>[] {
    return [...this.#kept.values()];
  }

  get(id: string): Configured<Body> | null {
    return this.#kept.get(id) ?? null;
  }

  /** Throws `not_found`. */
  wanted(id: string): Configured<Body> {
    const known = this.get(id);
    if (known === null) throw refused('thing_unknown', { thing: this.#deps.kind });
    return known;
  }

  /** Throws `conflict` for a name that is taken, or when there are too many. */
  make(body: Body, actor: Actor): Promise<Configured<Body>> {
    return this.#inTurn(() => {
      if (this.#kept.size >= MOST) {
        throw refused('setup_full', { count: MOST });
      }
      return this.#keep(this.#deps.newId(), 1, body, actor);
    });
  }

  /** Throws `conflict` when somebody else changed it since `revision`. `first`: what it was before anybody changed it. */
  change(
    id: string,
    { body, revision, first }: { body: Body; revision: number; first?: Configured<Body> },
    actor: Actor,
  ): Promise<Configured<Body>> {
    return this.#inTurn(() => {
      const before = this.get(id) ?? first ?? this.wanted(id);
      if (before.revision !== revision) {
        throw refused('setup_changed');
      }
      return this.#keep(id, revision + 1, body, actor, before.body);
    });
  }

  /** Throws `not_found`. */
  remove(id: string, actor: Actor): Promise<void> {
    return this.#inTurn(async () => {
      const { store, kind, onChange } = this.#deps;
      const { body } = this.wanted(id);
      await store.record(
        [{ sql: 'DELETE FROM alarm_configuration WHERE id = ?', args: [id] }],
        [
          {
            event: 'alarm.configuration_removed',
            actor,
            resourceId: id,
            details: { kind, before: body as unknown as Json },
          },
        ],
      );
      this.#kept.delete(id);
      onChange();
    });
  }

  async #keep(
    id: string,
    revision: number,
    body: Body,
    actor: Actor,
    before: Body | null = null,
  ): Promise<Configured<Body>> {
    const { store, clock, kind, onChange } = this.#deps;
    const taken = this.all().some((one) => one.id !== id && one.body.name === body.name);
    if (taken) throw refused('setup_name_taken');
    const kept = { id, revision, changedMs: clock(), changedBy: actor.userId, body };
    await store.record(
      [
        {
          sql: 'INSERT OR REPLACE INTO alarm_configuration VALUES (?, ?, ?, ?, ?, ?)',
          args: [id, kind, revision, kept.changedMs, actor.userId, JSON.stringify(body)],
        },
      ],
      [
        {
          event: 'alarm.configured',
          actor,
          resourceId: id,
          details: { kind, before: before as unknown as Json, after: body as unknown as Json },
        },
      ],
    );
    this.#kept.set(id, kept);
    onChange();
    return kept;
  }

  /** One after the other: each is checked against what the one before left. */
  #inTurn<Done>(work: () => Promise<Done>): Promise<Done> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
