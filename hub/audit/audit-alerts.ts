import type { SettingsOf } from '#schemas/config/site-settings';
import type { AuditRow } from '#schemas/http/audit';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { rowOf } from './audit-reading.ts';
import { ENTRY_COLUMNS, ENTRY_JOINS } from './trail-rows.ts';

/** Entries read in one turn; more wait for the next. */
const AT_ONCE = 200;

export interface AlertDeps {
  readonly store: Store;
  readonly events: Events;
  readonly log: Log;
  readonly settings: () => SettingsOf<'audit'>;
  readonly siteName: () => string;
  readonly send: (letter: { to: string; subject: string; text: string }) => Promise<unknown>;
}

/** Follows the trail: tells open screens of every new entry, and sends letters about those that the site watches for. */
export class AuditAlerts {
  readonly #deps: AlertDeps;
  #through = 0;
  #isBusy = false;

  constructor(deps: AlertDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const [head] = await this.#deps.store.read('SELECT max(seq) AS seq FROM audit');
    this.#through = Number(head?.seq ?? 0);
  }

  /** Looks for new entries. To be called each second. */
  async turn(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      const rows = await this.#deps.store.read(
        `SELECT ${ENTRY_COLUMNS} FROM audit a ${ENTRY_JOINS} WHERE a.seq > ? ORDER BY a.seq LIMIT ${AT_ONCE}`,
        [this.#through],
      );
      if (rows.length === 0) return;
      const entries = rows.map(rowOf);
      this.#through = entries[entries.length - 1].seq;
      this.#deps.events.emit('audit', entries);
      for (const entry of entries) if (this.#isWatched(entry)) await this.#alert(entry);
    } finally {
      this.#isBusy = false;
    }
  }

  #isWatched({ event, severity }: AuditRow): boolean {
    const { alertOn } = this.#deps.settings();
    const isNamed = alertOn.some((one) =>
      one.endsWith('.') ? event.startsWith(one) : event === one,
    );
    return isNamed || severity === 'critical';
  }

  async #alert(entry: AuditRow): Promise<void> {
    const subject = `${this.#deps.siteName()}: ${entry.says}`;
    const who = entry.actorName ?? entry.actorRole ?? 'somebody who is not signed in';
    const where = entry.address === null ? '' : ` from ${entry.address}`;
    const text = `${entry.says}.\n\nBy ${who}${where} at ${new Date(entry.atMs).toISOString()} (UTC).\nEntry ${entry.seq} of the audit trail: ${entry.event}, ${entry.outcome}.\n`;
    for (const to of this.#deps.settings().alertEmails)
      await this.#deps.send({ to, subject, text });
  }
}
