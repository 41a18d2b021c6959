import type { GpuDetail, GpuProcess, GpuReport, GpuState } from '#schemas/broker/gpu';
import { describeError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { parseGpuDetails } from './gpu-detail.ts';
import { ALL_FIELDS, type AskedFields, parseQueryLine, withoutRefused } from './gpu-query.ts';
import { parseMigNames } from './mig-names.ts';
import { NotInstalledError, type NvidiaSmi, type RunningQuery } from './nvidia-smi.ts';

export interface GpuWatchDeps {
  readonly nvidiaSmi: NvidiaSmi;
  readonly clock: Clock;
  readonly log: Log;
  /** To which of the agent's own jobs or lanes a process belongs. */
  readonly ownerOf?: (pid: number) => Pick<GpuProcess, 'jobId' | 'lane'>;
  readonly rules?: Partial<GpuWatchRules>;
}

export interface GpuWatchRules {
  readonly periodMs: number;
  /** Without a line for so long nvidia-smi hangs: it does when a card falls off the bus. */
  readonly silenceMs: number;
  readonly detailMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
}

const RULES: GpuWatchRules = {
  periodMs: 1_000,
  silenceMs: 10_000,
  detailMs: 30_000,
  firstRetryMs: 1_000,
  longestRetryMs: 60_000,
};

/** The GPUs of this machine, as nvidia-smi tells of them. Whatever it does, the agent goes on. */
export class GpuWatch {
  readonly #deps: GpuWatchDeps;
  readonly #rules: GpuWatchRules;
  readonly #gpus = new Map<string, { report: GpuReport; atMs: number }>();
  #details = new Map<string, GpuDetail>();
  #asked: AskedFields = ALL_FIELDS;
  #query: RunningQuery | null = null;
  #trouble: string | null = null;
  #heardMs = 0;
  #retryMs: number;
  #stopped = false;
  #isDetailed = false;
  #isLooking = false;
  #isPaused = false;
  /** Nobody has looked since the watch was last paused. */
  #isStale = false;
  #pauses = 0;
  #timers: ReturnType<typeof setInterval>[] = [];
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: GpuWatchDeps) {
    this.#deps = deps;
    this.#rules = { ...RULES, ...deps.rules };
    this.#retryMs = this.#rules.firstRetryMs;
  }

  start(): void {
    this.#watch();
    void this.#lookDeeper();
    this.#timers = [
      setInterval(() => this.#endWhenSilent(), this.#rules.silenceMs / 4),
      setInterval(() => void this.#lookDeeper(), this.#rules.detailMs),
    ];
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#retry);
    this.#query?.stop();
  }

  /** Ends our nvidia-smi, which holds the cards, until what is returned is called; meanwhile all stays as it was last told. */
  pause(): () => void {
    this.#isPaused = true;
    this.#isStale = true;
    this.#pauses++;
    this.#query?.stop();
    return () => {
      this.#isPaused = false;
      const nowMs = this.#deps.clock();
      for (const [uuid, { report }] of this.#gpus) this.#gpus.set(uuid, { report, atMs: nowMs });
      clearTimeout(this.#retry);
      if (this.#query === null) this.#watch();
      void this.#lookDeeper();
    };
  }

  /** Whether the details were asked for, with or without success. */
  get isDetailed(): boolean {
    return this.#isDetailed;
  }

  /** What is known now. A card that is silent while others speak has fallen off the bus. */
  state(): GpuState {
    const nowMs = this.#deps.clock();
    const gpus = [...this.#gpus.values()]
      .map(({ report, atMs }): GpuReport => {
        const isSilent = !this.#isPaused && nowMs - atMs > this.#rules.silenceMs;
        const isLost = report.state === 'lost' || isSilent;
        return {
          ...report,
          state: isLost ? 'lost' : 'ok',
          detail: this.#details.get(report.uuid) ?? null,
          ...(this.#isStale ? { isChanging: true } : {}),
        };
      })
      .sort((a, b) => a.index - b.index);
    return { gpus, trouble: this.#trouble };
  }

  #watch(): void {
    if (this.#stopped || this.#isPaused) return;
    this.#heardMs = this.#deps.clock();
    const spellings = this.#asked.map(({ spelling }) => spelling);
    try {
      this.#query = this.#deps.nvidiaSmi.watch(spellings, this.#rules.periodMs, (line) =>
        this.#take(line),
      );
    } catch (error) {
      // It may be installed later, so it is looked for again, but it is no failure.
      this.#failed(error instanceof NotInstalledError ? error.message : describeError(error));
      return;
    }
    void this.#query.ended.then(({ how, errors }) => this.#ended(how, errors));
  }

  #take(line: string): void {
    const report = parseQueryLine(line, this.#asked);
    if (report === null) return;
    const atMs = this.#deps.clock();
    this.#heardMs = atMs;
    this.#gpus.set(report.uuid, { report, atMs });
    this.#trouble = null;
    this.#retryMs = this.#rules.firstRetryMs;
  }

  #ended(how: string, errors: string): void {
    this.#query = null;
    if (this.#stopped || this.#isPaused) return;
    const fewer = withoutRefused(this.#asked, errors);
    if (fewer !== null) {
      this.#asked = fewer;
      this.#watch();
      return;
    }
    const isSilent = this.#deps.clock() - this.#heardMs > this.#rules.silenceMs;
    const why = errors.split('\n').find((line) => line.trim() !== '') ?? `it ended with ${how}`;
    this.#failed(isSilent ? 'nvidia-smi does not answer.' : `nvidia-smi failed: ${why}`);
  }

  #failed(sentence: string): void {
    const trouble = sentence.slice(0, 240);
    if (trouble !== this.#trouble) this.#deps.log('warn', trouble);
    this.#trouble = trouble;
    const delayMs = this.#retryMs;
    this.#retryMs = Math.min(2 * delayMs, this.#rules.longestRetryMs);
    this.#retry = setTimeout(() => this.#watch(), delayMs);
  }

  #endWhenSilent(): void {
    if (this.#deps.clock() - this.#heardMs > this.#rules.silenceMs) this.#query?.stop();
  }

  /** Now and not later: the number of a process that has ended can become another's. */
  #withOwners(detail: GpuDetail): GpuDetail {
    const { ownerOf } = this.#deps;
    if (ownerOf === undefined) return detail;
    const processes = detail.processes.map((one) => ({ ...one, ...ownerOf(one.pid) }));
    return { ...detail, processes };
  }

  /** The document leaves out by what name a program is given an instance. Without names jobs get the first one only. */
  async #nameInstances(details: Map<string, GpuDetail>): Promise<void> {
    const parted = [...details].filter(([, { mig }]) => mig.instances.length > 0);
    if (parted.length === 0) return;
    const list = await this.#deps.nvidiaSmi.list().catch((error) => {
      this.#deps.log('warn', 'nvidia-smi does not list its devices', {
        error: describeError(error),
      });
      return '';
    });
    const cards = parseMigNames(list);
    for (const [card, detail] of parted) {
      const names = cards.get(card);
      const instances = detail.mig.instances.map((one) => ({
        ...one,
        uuid: names?.get(one.index) ?? null,
      }));
      details.set(card, { ...detail, mig: { ...detail.mig, instances } });
    }
  }

  async #lookDeeper(): Promise<void> {
    if (this.#isLooking || this.#isPaused) return;
    this.#isLooking = true;
    const pauses = this.#pauses;
    try {
      const details = parseGpuDetails(await this.#deps.nvidiaSmi.details());
      await this.#nameInstances(details);
      this.#details = new Map(
        [...details].map(([uuid, detail]) => [uuid, this.#withOwners(detail)]),
      );
    } catch (error) {
      // The quick query says what is wrong; details that are no longer true are not shown.
      this.#details = new Map();
      if (error instanceof NotInstalledError || this.#stopped) return;
      this.#deps.log('warn', 'details of the GPUs are missing', { error: describeError(error) });
    } finally {
      this.#isDetailed = true;
      this.#isLooking = false;
    }
    // One that began before a pause saw what was there then.
    if (pauses !== this.#pauses) void this.#lookDeeper();
    else this.#isStale = false;
  }
}
