import type { AuditRow } from '#schemas/audit/audit-row';
import type { SettingsOf } from '#schemas/config/site-settings';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Row, Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { rowOf } from './audit-reading.ts';
import { ENTRY_JOINS, READ_COLUMNS } from './trail-rows.ts';

/** Entries read at once, and how often in one turn; more wait for the next. */
const AT_ONCE = 200;
const READS_MAX = 25;
/** The first alert goes out at once; what comes within a minute after it waits, and goes out as one letter. */
const GATHER_MS = 60_000;
const TOLD_MAX = 50;
/** Under this name it stands with the log servers how far the letters are. */
const TARGET = 'alerts';

export interface AlertDeps {
  readonly store: Store;
  readonly events: Events;
  readonly clock: Clock;
  readonly settings: () => SettingsOf<'audit'>;
  readonly siteName: () => string;
  readonly hasMail: () => boolean;
  /** The statement that puts a letter into the outbox; then `wake`. */
  readonly letter: (letter: { to: string; subject: string; text: string }) => Statement;
  readonly wake: () => void;
}

/** Follows the trail: tells open screens of every new entry, and sends letters about those that the site watches for. */
export class AuditAlerts {
  readonly #deps: AlertDeps;
  #through = 0;
  /** Entries to be told of, and how many more there are. */
  #waiting: AuditRow[] = [];
  #uncounted = 0;
  #keptThrough = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  #isBusy = false;

  constructor(deps: AlertDeps) {
    this.#deps = deps;
  }

  /** Goes on where the letters ended: what was recorded just before a crash is told, too. */
  async start(): Promise<void> {
    const { store } = this.#deps;
    const [row] = await store.read(
      `SELECT (SELECT max(seq) FROM audit) AS head,
        (SELECT through_seq FROM audit_forwarding WHERE target = ?) AS through`,
      [TARGET],
    );
    this.#through = Number(row?.through ?? row?.head ?? 0);
    this.#keptThrough = this.#through;
  }

  /** Looks for new entries. To be called each second. */
  async turn(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (let reads = 0; reads < READS_MAX && (await this.#read()) === AT_ONCE; ) reads++;
      await this.#write();
    } finally {
      this.#isBusy = false;
    }
  }

  /** How many entries were new. */
  async #read(): Promise<number> {
    const rows: Row[] = await this.#deps.store.read(
      `SELECT ${READ_COLUMNS} FROM audit a ${ENTRY_JOINS} WHERE a.seq > ? ORDER BY a.seq LIMIT ${AT_ONCE}`,
      [this.#through],
    );
    if (rows.length === 0) return 0;
    const entries = rows.map(rowOf);
    this.#through = entries[entries.length - 1].seq;
    this.#deps.events.emit('audit', entries);
    for (const entry of entries) {
      if (!this.#isWatched(entry)) continue;
      if (this.#waiting.length < TOLD_MAX) this.#waiting.push(entry);
      else this.#uncounted++;
    }
    return rows.length;
  }

  /** One letter for all that waits, kept together with how far the letters are: none is left out, none comes twice. */
  async #write(): Promise<void> {
    const { store, clock, settings, hasMail, letter, wake } = this.#deps;
    const isDue = Math.abs(clock() - this.#lastMs) >= GATHER_MS;
    if (!isDue || this.#through === this.#keptThrough) return;
    const through = this.#through;
    const told = this.#waiting.length > 0 && hasMail() ? this.#composed() : null;
    const letters =
      told === null ? [] : settings().alertEmails.map((to) => letter({ to, ...told }));
    await store.write([
      ...letters,
      {
        sql: 'INSERT INTO audit_forwarding VALUES (?, ?) ON CONFLICT (target) DO UPDATE SET through_seq = excluded.through_seq',
        args: [TARGET, through],
      },
    ]);
    this.#keptThrough = through;
    // Without an alert nothing was sent: the next one goes out at once.
    if (this.#waiting.length > 0) this.#lastMs = clock();
    this.#waiting = [];
    this.#uncounted = 0;
    if (letters.length > 0) wake();
  }

  #isWatched({ event, severity }: AuditRow): boolean {
    const { alertOn } = this.#deps.settings();
    const isNamed = alertOn.some((one) =>
      one.endsWith('.') ? event.startsWith(one) : event === one,
    );
    return isNamed || severity === 'critical';
  }

  #composed(): { subject: string; text: string } {
    const [first] = this.#waiting;
    const count = this.#waiting.length + this.#uncounted;
    const what = count === 1 ? first.says : `${count} alerts, the first: ${first.says}`;
    const rest = this.#uncounted === 0 ? '' : `\n${this.#uncounted} more are in the audit trail.\n`;
    return {
      subject: `${this.#deps.siteName()}: ${what}`,
      text: `${this.#waiting.map(told).join('\n')}${rest}`,
    };
  }
}

function told(entry: AuditRow): string {
  const who = entry.actorName ?? entry.actorRole ?? 'somebody who is not signed in';
  const where = entry.address === null ? '' : ` from ${entry.address}`;
  const when = new Date(entry.atMs).toISOString();
  return `${entry.says}.\nBy ${who}${where} at ${when} (UTC).\nEntry ${entry.seq} of the audit trail: ${entry.event}, ${entry.outcome}.\n`;
}
