import { type Signal, signal } from '@preact/signals';
import { z } from 'zod';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { PREFERENCE_ROUTES } from '#schemas/http/preferences';
import { request } from '../../http/request.ts';

const KEYS = { recent: 'search.recent', saved: 'search.saved' } as const;
const MAX = { recent: 10, saved: 30 } as const;
type List = keyof typeof KEYS;
const Kept = z.array(z.string().max(120)).max(50);

/** What a person searched lately and what is saved, kept with the account. */
export class KeptSearches {
  readonly recent: Signal<readonly string[]> = signal([]);
  readonly saved: Signal<readonly string[]> = signal([]);
  private readonly failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.failed = failed;
  }

  async load(): Promise<void> {
    await Promise.all((Object.keys(KEYS) as List[]).map((list) => this.loadOne(list)));
  }

  /** The newest first, each once. */
  used(q: string): void {
    this.keep('recent', [q, ...this.recent.peek().filter((one) => one !== q)]);
  }

  save(q: string): void {
    this.keep('saved', [...this.saved.peek().filter((one) => one !== q), q]);
  }

  drop(list: List, q: string): void {
    this.keep(
      list,
      this[list].peek().filter((one) => one !== q),
    );
  }

  dropAll(list: List): void {
    this.keep(list, []);
  }

  private keep(list: List, next: readonly string[]): void {
    const value = next.slice(0, MAX[list]);
    this[list].value = value;
    request(PREFERENCE_ROUTES.keepState, { params: { key: KEYS[list] }, body: { value } }).catch(
      this.failed,
    );
  }

  private async loadOne(list: List): Promise<void> {
    try {
      const { value } = await request(PREFERENCE_ROUTES.state, { params: { key: KEYS[list] } });
      const kept = Kept.safeParse(value);
      if (kept.success) this[list].value = kept.data;
    } catch (error) {
      // Who never searched has kept nothing.
      if (!(error instanceof TremoloError && error.code === 'not_found')) this.failed(error);
    }
  }
}
