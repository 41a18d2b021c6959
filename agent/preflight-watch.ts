import type { Finding, PreflightReport } from '#schemas/broker/preflight';
import type { AgentId } from '#schemas/ids/ids';
import type { Clock } from './clock.ts';
import { errorField, type Log } from './log.ts';

/** The lanes come first: what a start has to do is done by then. */
const FIRST_MS = 10_000;
/** Asked more often than this, what was found is told again instead. */
const LEAST_APART_MS = 10_000;

export interface PreflightWatchDeps {
  readonly agentId: AgentId;
  readonly look: () => Promise<Finding[]>;
  readonly clock: Clock;
  readonly log: Log;
  /** False: the broker is away. */
  readonly publish: (report: PreflightReport) => boolean;
  readonly firstMs?: number;
}

/** Looks at the machine soon after the start and when the hub asks, writes down what is to be mended, and tells the hub. */
export class PreflightWatch {
  readonly #deps: PreflightWatchDeps;
  #last: PreflightReport | null = null;
  #isLooking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: PreflightWatchDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer = setTimeout(() => void this.look(), this.#deps.firstMs ?? FIRST_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** There is a connection, perhaps to a broker that has forgotten what was retained. */
  tellAgain(): void {
    if (this.#last !== null) this.#deps.publish(this.#last);
  }

  /** Looks now, unless it is looking or has just looked. */
  async look(): Promise<void> {
    const { agentId, look, clock, log, publish } = this.#deps;
    if (this.#isLooking) return;
    if (this.#last !== null && clock() - this.#last.atMs < LEAST_APART_MS) {
      this.tellAgain();
      return;
    }
    this.#isLooking = true;
    try {
      const findings = await look();
      this.#last = { agentId, atMs: Math.round(clock()), findings };
      this.#write(findings);
      publish(this.#last);
    } catch (error) {
      log('error', 'the machine cannot be looked at', errorField(error));
    } finally {
      this.#isLooking = false;
    }
  }

  #write(findings: readonly Finding[]): void {
    for (const { check, state, says, fix } of findings) {
      if (state === 'failed' || state === 'warning') this.#deps.log('warn', says, { check, fix });
    }
  }
}
