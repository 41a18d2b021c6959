import type { HostState } from '#schemas/broker/host';
import { describeError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { HostLoad } from './host-load.ts';
import type { HostSources } from './host-sources.ts';

/** The kernel is asked for loads each second, files and programs less often: some of them are whole processes. */
const PERIOD_MS = 5_000;
/** What has not been told anew for so long is not shown any more: a disk can hang. */
const STALE_MS = 30_000;

export interface HostWatchDeps {
  readonly sources: HostSources;
  readonly clock: Clock;
  readonly log: Log;
}

type Name = keyof HostSources;

/** The machine as a whole: how busy it is, and how full, warm and talkative. Whatever its sources do, the agent goes on. */
export class HostWatch {
  readonly #deps: HostWatchDeps;
  readonly #load = new HostLoad();
  readonly #asking = new Set<Name>();
  readonly #failing = new Set<Name>();
  #disk: Told<NonNullable<Awaited<ReturnType<HostSources['disk']>>>> | null = null;
  #bytes: Told<{ received: number; sent: number }> | null = null;
  #rates: Told<{ received: number; sent: number }> | null = null;
  #temperature: Told<number> | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(deps: HostWatchDeps) {
    this.#deps = deps;
  }

  start(): void {
    void this.look();
    this.#timer = setInterval(() => void this.look(), PERIOD_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** What is known now; the loads are those since the last call. */
  state(): HostState {
    const disk = this.#fresh(this.#disk);
    const rates = this.#fresh(this.#rates);
    return {
      ...this.#load.read(),
      diskUsedShare: disk?.usedShare ?? null,
      diskFreeMb: disk?.freeMb ?? null,
      receivedBytesPerSecond: rates?.received ?? null,
      sentBytesPerSecond: rates?.sent ?? null,
      temperatureC: this.#fresh(this.#temperature),
    };
  }

  /** Asks every source that has answered the last time. */
  async look(): Promise<void> {
    const { sources } = this.#deps;
    await Promise.all([
      this.#ask('disk', sources.disk, (disk) => {
        this.#disk = disk;
      }),
      this.#ask('network', sources.network, (bytes) => this.#takeBytes(bytes)),
      this.#ask('temperatureC', sources.temperatureC, (temperature) => {
        this.#temperature = temperature;
      }),
    ]);
  }

  #takeBytes(bytes: Told<{ received: number; sent: number }> | null): void {
    const before = this.#bytes;
    this.#bytes = bytes;
    const seconds = before && bytes ? (bytes.atMs - before.atMs) / 1_000 : 0;
    if (before === null || bytes === null || seconds <= 0) return;
    const rate = (name: 'received' | 'sent') => (bytes.value[name] - before.value[name]) / seconds;
    const value = { received: rate('received'), sent: rate('sent') };
    // An adapter that went away took its count with it.
    const isCounted = value.received >= 0 && value.sent >= 0;
    this.#rates = isCounted ? { value, atMs: bytes.atMs } : null;
  }

  async #ask<Value>(
    name: Name,
    source: () => Promise<Value | null>,
    take: (told: Told<Value> | null) => void,
  ): Promise<void> {
    if (this.#asking.has(name)) return;
    this.#asking.add(name);
    try {
      const value = await source();
      take(value === null ? null : { value, atMs: this.#deps.clock() });
      this.#failing.delete(name);
    } catch (error) {
      take(null);
      if (!this.#failing.has(name)) {
        this.#deps.log('warn', `the machine does not tell: ${name}`, {
          error: describeError(error),
        });
      }
      this.#failing.add(name);
    } finally {
      this.#asking.delete(name);
    }
  }

  #fresh<Value>(told: Told<Value> | null): Value | null {
    if (told === null || this.#deps.clock() - told.atMs > STALE_MS) return null;
    return told.value;
  }
}

interface Told<Value> {
  readonly value: Value;
  readonly atMs: number;
}
