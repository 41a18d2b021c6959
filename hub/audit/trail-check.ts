import { refused } from '#schemas/errors/refused';
import type { VerifyState } from '#schemas/http/audit';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import { verifyTrail } from './verify-trail.ts';

/** Checks the whole trail on demand, one run at a time, and says how far it is. */
export class TrailCheck {
  readonly #deps: { store: Store; clock: Clock; log: Log };
  #state: VerifyState = {
    state: 'never',
    startedMs: null,
    endedMs: null,
    checked: 0,
    of: 0,
    signatures: 0,
    finding: null,
  };

  constructor(deps: { store: Store; clock: Clock; log: Log }) {
    this.#deps = deps;
  }

  get state(): VerifyState {
    return this.#state;
  }

  /** Begins. Throws `conflict` while one runs. */
  begin(actor: Actor): VerifyState {
    if (this.#state.state === 'running') {
      throw refused('audit_checking');
    }
    const startedMs = this.#deps.clock();
    this.#state = {
      ...this.#state,
      state: 'running',
      startedMs,
      endedMs: null,
      checked: 0,
      finding: null,
    };
    this.#run(actor).catch((error) => {
      this.#deps.log.error('the audit trail could not be checked', error);
      this.#state = { ...this.#state, state: 'never', endedMs: this.#deps.clock() };
    });
    return this.#state;
  }

  async #run(actor: Actor): Promise<void> {
    const { store, clock } = this.#deps;
    const read = (sql: string, args?: (string | number | null)[]) => store.readLong(sql, args);
    const { finding, entries, signatures } = await verifyTrail(read, null, (checked, of) => {
      this.#state = { ...this.#state, checked, of };
    });
    const state = finding === null ? 'intact' : 'broken';
    await store.record(
      [],
      [
        {
          event: finding === null ? 'audit.verified' : 'audit.broken',
          actor,
          resourceId: finding === null ? null : String(finding.seq),
          details: { entries, signatures, finding: finding?.sentence ?? null },
        },
      ],
    );
    this.#state = {
      ...this.#state,
      state,
      endedMs: clock(),
      checked: entries,
      signatures,
      finding,
    };
  }
}
