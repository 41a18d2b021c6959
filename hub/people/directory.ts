import type { UserId } from '#schemas/ids/ids';
import type { Events } from '../events.ts';
import type { Store } from '../store/store.ts';
import { nameKey, type Person, personOf, signedIn } from './person.ts';

/** Everybody who has an account, in memory: who asks never waits for the store. Whoever writes a person tells it with `know`. */
export class Directory {
  readonly #deps: { store: Store; events: Events };
  readonly #people = new Map<string, Person>();
  readonly #byName = new Map<string, Person>();
  readonly #byEmail = new Map<string, Person>();
  /** Who is an administrator that can work now: asked for each account of a list. */
  readonly #administrators = new Set<UserId>();

  constructor(deps: { store: Store; events: Events }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM people')) this.#put(personOf(row));
  }

  get(userId: string): Person | null {
    return this.#people.get(userId) ?? null;
  }

  /** By sign-in name or e-mail address, whichever it is. Erased people are not found. */
  find(nameOrEmail: string): Person | null {
    const key = nameKey(nameOrEmail);
    return this.#byName.get(key) ?? this.#byEmail.get(key) ?? null;
  }

  all(): Person[] {
    return [...this.#people.values()];
  }

  /** How many administrators can work now, besides this one. */
  administratorsBesides(userId: UserId): number {
    return this.#administrators.size - (this.#administrators.has(userId) ? 1 : 0);
  }

  /** Takes what was stored of a person, and says so: rights and open connections follow at once. */
  know(person: Person): void {
    const lastSignInMs = this.#people.get(person.userId)?.lastSignInMs ?? null;
    // Somebody may have signed in while the change was on its way to the store.
    this.#put({ ...person, lastSignInMs: lastSignInMs ?? person.lastSignInMs });
    this.#deps.events.emit('personChanged', { userId: person.userId });
  }

  /** Notes when somebody signed in. It changes nothing that others ask of a person, so nobody is told. */
  async sawSignIn(userId: UserId, atMs: number): Promise<void> {
    const person = this.#people.get(userId);
    if (person === undefined) return;
    this.#put({ ...person, lastSignInMs: atMs });
    await this.#deps.store.write([signedIn(userId, atMs)]);
  }

  #put(person: Person): void {
    const before = this.#people.get(person.userId);
    if (before !== undefined) {
      this.#byName.delete(nameKey(before.name));
      if (before.email !== null) this.#byEmail.delete(nameKey(before.email));
    }
    this.#people.set(person.userId, person);
    this.#administrators.delete(person.userId);
    if (person.role === 'admin' && person.status === 'active') {
      this.#administrators.add(person.userId);
    }
    if (person.status === 'erased') return;
    this.#byName.set(nameKey(person.name), person);
    if (person.email !== null) this.#byEmail.set(nameKey(person.email), person);
  }
}
