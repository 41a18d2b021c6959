import type { Socket } from 'node:net';
import type { SettingsOf } from '#schemas/config/site-settings';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { saysOf } from './audit-reading.ts';
import { framed, syslogMessage } from './syslog.ts';
import { openLine, targetOf, written } from './syslog-line.ts';
import { ENTRY_COLUMNS, ENTRY_JOINS, entryOf } from './trail-rows.ts';

const AT_ONCE = 200;
const TURN_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

export interface ForwarderDeps {
  readonly store: Store;
  readonly log: Log;
  readonly settings: () => SettingsOf<'audit'>;
}

/**
 * Sends every entry to the site’s log server, in order, by syslog over TCP or TLS. How far it is stands in the store: after a
 * restart, or days without the server, it goes on where it was. Syslog acknowledges nothing, so what was in the line when it
 * broke may come twice, and the last moments before a crash of the server may be lost to it; here they stay.
 */
export class Forwarder {
  readonly #deps: ForwarderDeps;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #line: { target: string; socket: Socket } | null = null;
  #retryMs = FIRST_RETRY_MS;
  #failures = 0;
  #waiting = 0;
  #isStopped = false;

  constructor(deps: ForwarderDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#schedule(TURN_MS);
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#hangUp();
  }

  /** Entries that wait to be sent, and attempts that failed since the hub started. */
  get state(): { waiting: number; failures: number; isConnected: boolean } {
    return { waiting: this.#waiting, failures: this.#failures, isConnected: this.#line !== null };
  }

  /** The log server that is set, such as `tls://logs.plant.example:6514`; null: none. */
  get target(): string | null {
    return targetOf(this.#deps.settings());
  }

  #schedule(delayMs: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.#turn(), delayMs);
  }

  async #turn(): Promise<void> {
    try {
      const isMore = await this.#forward();
      this.#retryMs = FIRST_RETRY_MS;
      this.#schedule(isMore ? 0 : TURN_MS);
    } catch (error) {
      this.#failures++;
      this.#hangUp();
      this.#deps.log.error('the log server takes no audit entries; tried again', error, {
        waiting: this.#waiting,
      });
      this.#schedule(this.#retryMs);
      this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2);
    }
  }

  async #forward(): Promise<boolean> {
    const { store } = this.#deps;
    const { target } = this;
    if (target === null) {
      this.#hangUp();
      this.#waiting = 0;
      return false;
    }
    const [row] = await store.read('SELECT through_seq FROM audit_forwarding WHERE target = ?', [
      target,
    ]);
    const through = Number(row?.through_seq ?? 0);
    const rows = await store.read(
      `SELECT ${ENTRY_COLUMNS} FROM audit a ${ENTRY_JOINS} WHERE a.seq > ? ORDER BY a.seq LIMIT ${AT_ONCE}`,
      [through],
    );
    this.#waiting = rows.length;
    if (rows.length === 0) return false;
    const socket = await this.#lineTo(target);
    const entries = rows.map(entryOf);
    const frames = entries.map((entry) => framed(syslogMessage(entry, saysOf(entry.event))));
    await written(socket, Buffer.concat(frames));
    const last = entries[entries.length - 1].seq;
    await store.write([
      {
        sql: 'INSERT INTO audit_forwarding VALUES (?, ?) ON CONFLICT (target) DO UPDATE SET through_seq = excluded.through_seq',
        args: [target, last],
      },
    ]);
    this.#waiting = 0;
    return rows.length === AT_ONCE;
  }

  async #lineTo(target: string): Promise<Socket> {
    if (this.#line?.target === target && this.#line.socket.writable) return this.#line.socket;
    this.#hangUp();
    const socket = await openLine(this.#deps.settings());
    socket.on('error', () => this.#hangUp());
    socket.on('close', () => this.#hangUp());
    // A log server says nothing; what it says all the same must not fill the memory.
    socket.resume();
    this.#line = { target, socket };
    return socket;
  }

  #hangUp(): void {
    this.#line?.socket.destroy();
    this.#line = null;
  }
}
