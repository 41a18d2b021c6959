import type { Socket } from 'node:net';
import type { SettingsOf } from '#schemas/config/site-settings';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { Reach } from '../syslog/reach.ts';
import { framed } from '../syslog/syslog-frame.ts';
import { closed, openLine, reasonOf, written } from '../syslog/syslog-line.ts';
import { saysOf } from './audit-reading.ts';
import { syslogMessage } from './syslog.ts';
import { ENTRY_COLUMNS, ENTRY_JOINS, entryOf } from './trail-rows.ts';
import { lineTo, targetOf } from './try-line.ts';

const AT_ONCE = 200;
const TURN_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** A line that still stands so long after a write has delivered it: one whose other end is gone breaks at the first packet. */
const CONFIRM_MS = 3_000;
const STOP_MS = 500;

export interface ForwarderDeps {
  readonly store: Store;
  readonly log: Log;
  readonly settings: () => SettingsOf<'audit'>;
  readonly reach: Reach;
}

interface Line {
  readonly target: string;
  readonly socket: Socket;
  /** The last entry that was written to it; null: none yet. */
  sent: number | null;
}

/**
 * Sends every entry to the site’s log server, in order, by syslog over TCP or TLS. How far it is stands in the store: after a
 * restart, or days without the server, it goes on where it was. Syslog acknowledges nothing; what was written counts as
 * forwarded when the line still stands some seconds later, or was closed in order. When it breaks before, the same entries are
 * sent again: they may come twice, each with its number, but none is left out.
 */
export class Forwarder {
  readonly #deps: ForwarderDeps;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #confirming = new Set<ReturnType<typeof setTimeout>>();
  #turning: Promise<void> = Promise.resolve();
  #line: Line | null = null;
  #retryMs = FIRST_RETRY_MS;
  #failures = 0;
  #reason: string | null = null;
  #waiting = 0;
  #isStopped = false;

  constructor(deps: ForwarderDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#schedule(TURN_MS);
  }

  /** Closes the line in order, which tells that all was taken: it is not sent again after the restart. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    // Not for as long as a server that does not answer may take to be given up.
    await Promise.race([this.#turning, new Promise((done) => setTimeout(done, STOP_MS))]);
    const line = this.#line;
    this.#line = null;
    for (const timer of this.#confirming) clearTimeout(timer);
    if (line === null) return;
    if ((await closed(line.socket, STOP_MS)) && line.sent !== null) {
      await this.#keep(line.target, line.sent);
    }
  }

  /** Entries that wait to be sent, attempts that failed since the hub started, and why the last one did while it still does. */
  get state(): { waiting: number; failures: number; isConnected: boolean; reason: string | null } {
    const isConnected = this.#line !== null;
    return {
      waiting: this.#waiting,
      failures: this.#failures,
      isConnected,
      reason: this.#reason,
    };
  }

  /** The log server that is set, such as `tls://logs.plant.example:6514`; null: none. */
  get target(): string | null {
    return targetOf(this.#deps.settings());
  }

  #schedule(delayMs: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#turning = this.#turn();
    }, delayMs);
  }

  async #turn(): Promise<void> {
    try {
      const isMore = await this.#forward();
      this.#retryMs = FIRST_RETRY_MS;
      this.#reason = null;
      this.#schedule(isMore ? 0 : TURN_MS);
    } catch (error) {
      if (this.#isStopped) return this.#hangUp();
      this.#failures++;
      this.#hangUp();
      this.#reason = reasonOf(error);
      this.#deps.log.error('the log server takes no audit entries; tried again', error, {
        waiting: this.#waiting,
        reason: this.#reason,
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
    const through = this.#lineOf(target)?.sent ?? (await this.#through(target));
    const rows = await store.read(
      `SELECT ${ENTRY_COLUMNS} FROM audit a ${ENTRY_JOINS} WHERE a.seq > ? ORDER BY a.seq LIMIT ${AT_ONCE}`,
      [through],
    );
    this.#waiting = rows.length;
    if (rows.length === 0) return false;
    const line = await this.#lineTo(target);
    const entries = rows.map(entryOf);
    const frames = entries.map((entry) => framed(syslogMessage(entry, saysOf(entry.event))));
    await written(line.socket, Buffer.concat(frames));
    line.sent = entries[entries.length - 1].seq;
    this.#confirmLater(line, line.sent);
    this.#waiting = 0;
    return rows.length === AT_ONCE;
  }

  /** How far the log server surely is. */
  async #through(target: string): Promise<number> {
    const [row] = await this.#deps.store.read(
      'SELECT through_seq FROM audit_forwarding WHERE target = ?',
      [target],
    );
    return Number(row?.through_seq ?? 0);
  }

  #confirmLater(line: Line, seq: number): void {
    const timer = setTimeout(() => {
      this.#confirming.delete(timer);
      if (this.#line !== line) return;
      this.#keep(line.target, seq).catch((error) =>
        this.#deps.log.error('how far the log server is, is not stored; it gets some again', error),
      );
    }, CONFIRM_MS);
    this.#confirming.add(timer);
  }

  async #keep(target: string, seq: number): Promise<void> {
    await this.#deps.store.write([
      {
        sql: `INSERT INTO audit_forwarding VALUES (?, ?) ON CONFLICT (target) DO UPDATE
          SET through_seq = max(through_seq, excluded.through_seq)`,
        args: [target, seq],
      },
    ]);
  }

  /** The line that stands, if it leads there. */
  #lineOf(target: string): Line | null {
    return this.#line?.target === target && this.#line.socket.writable ? this.#line : null;
  }

  async #lineTo(target: string): Promise<Line> {
    const standing = this.#lineOf(target);
    if (standing !== null) return standing;
    this.#hangUp();
    const socket = await openLine(lineTo(this.#deps.settings()), this.#deps.reach);
    const line: Line = { target, socket, sent: null };
    const hangUp = () => {
      if (this.#line === line) this.#hangUp();
    };
    socket.on('error', hangUp);
    socket.on('end', hangUp);
    socket.on('close', hangUp);
    socket.setKeepAlive(true, 30_000);
    // A log server says nothing; what it says all the same must not fill the memory.
    socket.resume();
    this.#line = line;
    return line;
  }

  #hangUp(): void {
    this.#line?.socket.destroy();
    this.#line = null;
  }
}
