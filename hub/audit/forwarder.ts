import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { SettingsOf } from '#schemas/config/site-settings';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { saysOf } from './audit-reading.ts';
import { framed, syslogMessage } from './syslog.ts';
import { ENTRY_COLUMNS, ENTRY_JOINS, entryOf } from './trail-rows.ts';

const AT_ONCE = 200;
const TURN_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
const CONNECT_MS = 10_000;

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
    const { syslogHost, syslogPort, syslogTls } = this.#deps.settings();
    if (syslogHost === null) {
      this.#hangUp();
      this.#waiting = 0;
      return false;
    }
    const target = `${syslogTls ? 'tls' : 'tcp'}://${syslogHost}:${syslogPort}`;
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
    const { syslogHost, syslogPort, syslogTls, syslogCa } = this.#deps.settings();
    const where = { host: syslogHost ?? '', port: syslogPort };
    const ca = syslogCa === null ? {} : { ca: syslogCa };
    const socket = syslogTls
      ? connectTls({ ...where, ...ca, servername: where.host })
      : connect(where);
    await opened(socket, syslogTls ? 'secureConnect' : 'connect');
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

function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((done, failed) => {
    const timer = setTimeout(
      () => socket.destroy(new Error('It did not answer in time.')),
      CONNECT_MS,
    );
    socket.once(event, () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      done();
    });
    socket.once('error', (error) => {
      clearTimeout(timer);
      failed(error);
    });
  });
}

function written(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    socket.once('error', failed);
    socket.write(bytes, (error) => {
      socket.off('error', failed);
      if (error == null) done();
      else failed(error);
    });
  });
}
