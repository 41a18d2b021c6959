import type { AgentDescription, Heartbeat, PartyStatus } from '#schemas/broker/messages';

/** Two are held to be two when both have been heard for so long: one that restarts is not. */
const BOTH_FOR_MS = 3_000;
/** Heartbeats come each second. */
const BEATS_WITHIN_MS = 3_000;
/** A run that is not in charge is forgotten after so long without a word. */
const FORGOTTEN_MS = 30_000;

/** Whoever invents runs fills no memory with them. */
const OTHERS_MAX = 16;

/** One run of one agent, from its start to its end. */
export interface AgentRun {
  readonly epoch: string;
  readonly firstMs: number;
  description: AgentDescription | null;
  heartbeat: Heartbeat | null;
  /** What it says of itself; null before it said anything. */
  said: PartyStatus['status'] | null;
  /** It said goodbye itself; its last will says nothing of when. */
  isGone: boolean;
  heardMs: number | null;
  beatMs: number | null;
}

/**
 * The runs of one agent. Normally one follows the other; where two run at once under one name, the one that was there first is in
 * charge until it goes, so that points and jobs stay where they are.
 */
export class AgentRuns {
  readonly #runs = new Map<string, AgentRun>();
  #charge: AgentRun | null = null;

  /** The run that counts; null before anything was heard. */
  get charge(): AgentRun | null {
    return this.#charge;
  }

  describe(description: AgentDescription, nowMs: number): void {
    const run = this.#of(description.epoch, nowMs);
    run.description = description;
    run.heardMs = nowMs;
    this.#choose();
  }

  /** False: it comes from a run that is not in charge. */
  heartbeat(heartbeat: Heartbeat, nowMs: number): boolean {
    const run = this.#of(heartbeat.epoch, nowMs);
    run.heartbeat = heartbeat;
    run.heardMs = nowMs;
    run.beatMs = nowMs;
    this.#choose();
    return run === this.#charge;
  }

  /** Without an epoch it is said of the run that is in charge. */
  status({ status, atMs, epoch }: PartyStatus, nowMs: number): void {
    const run = this.#of(epoch ?? this.#charge?.epoch, nowMs);
    run.said = status;
    run.isGone = status === 'offline' && atMs !== null;
    if (status !== 'offline') run.heardMs = nowMs;
    this.#choose();
  }

  /** Another takes over from one that was not heard since then. True when one did. */
  settle(deadBeforeMs: number, nowMs: number): boolean {
    const before = this.#charge;
    for (const run of this.#runs.values()) {
      const isOld = (run.heardMs ?? run.firstMs) < nowMs - FORGOTTEN_MS;
      if (run !== before && (isOld || run.said === 'offline')) this.#runs.delete(run.epoch);
    }
    if (before === null || (before.heardMs ?? 0) >= deadBeforeMs) return false;
    const next = this.#latest((run) => run !== before && (run.heardMs ?? 0) >= deadBeforeMs);
    if (next === null) return false;
    this.#charge = next;
    return true;
  }

  /** Runs that go on beside the one in charge. */
  others(nowMs: number): AgentRun[] {
    const beats = (run: AgentRun) =>
      run.said !== 'offline' &&
      run.beatMs !== null &&
      run.beatMs >= nowMs - BEATS_WITHIN_MS &&
      run.firstMs <= nowMs - BOTH_FOR_MS;
    if (this.#charge === null || !beats(this.#charge)) return [];
    return [...this.#runs.values()].filter((run) => run !== this.#charge && beats(run));
  }

  /** Changes when a run comes, goes or takes over: each is then to be told anew who is in charge. */
  get key(): string {
    const there = [...this.#runs.values()].filter(({ said }) => said !== 'offline');
    return `${this.#charge?.epoch ?? ''} ${there.map(({ epoch }) => epoch).join(' ')}`;
  }

  #choose(): void {
    if (this.#charge !== null && this.#charge.said !== 'offline') return;
    this.#charge = this.#latest(({ said }) => said !== 'offline') ?? this.#charge;
    this.#charge ??= [...this.#runs.values()][0] ?? null;
  }

  #latest(fits: (run: AgentRun) => boolean): AgentRun | null {
    const found = [...this.#runs.values()].filter(fits);
    return found.toSorted((a, b) => (b.heardMs ?? 0) - (a.heardMs ?? 0))[0] ?? null;
  }

  #of(epoch = '', nowMs: number): AgentRun {
    const known = this.#runs.get(epoch);
    if (known !== undefined) return known;
    const others = [...this.#runs.values()].filter((one) => one !== this.#charge);
    if (others.length >= OTHERS_MAX) this.#runs.delete(others[0].epoch);
    const run: AgentRun = {
      epoch,
      firstMs: nowMs,
      description: null,
      heartbeat: null,
      said: null,
      isGone: false,
      heardMs: null,
      beatMs: null,
    };
    this.#runs.set(epoch, run);
    return run;
  }
}
