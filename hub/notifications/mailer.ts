import type { SettingsOf } from '#schemas/config/site-settings';
import { type Said, said } from '#schemas/errors/said';
import type { OutboxState } from '#schemas/http/mail';
import type { Tried } from '#schemas/http/saying';
import type { Log } from '../log.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Reach } from '../syslog/reach.ts';
import { shownSaid } from './kept-said.ts';
import { checkedLetter, type Letter } from './letter.ts';
import { relayLetter } from './mail-relay.ts';
import type { Outbox, WaitingLetter } from './outbox.ts';
import { SendFailure } from './send-failure.ts';

/** How often the outbox is looked through for letters whose time has come. */
const LOOK_MS = 2_000;

export interface MailerDeps {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly log: Log;
  readonly settings: () => SettingsOf<'mail'>;
  readonly reach: Reach;
  /** Under which people open this hub; without a slash at the end. */
  readonly siteUrl: () => string;
}

/** Sends letters through the site’s relay, from an outbox that outlives a restart. Who asks never waits for the relay. */
export class Mailer {
  readonly #deps: MailerDeps;
  #timer: ReturnType<typeof setInterval> | null = null;
  #round: Promise<void> | null = null;
  #isWoken = false;
  #isStopping = false;
  #lastError: Said | null = null;

  constructor(deps: MailerDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), LOOK_MS);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.settled();
  }

  /** Whether the site has a relay; without one an administrator hands links over. */
  isConfigured(): boolean {
    return this.#deps.settings().host !== null;
  }

  /** The whole address of a path of this hub, for a letter. */
  addressOf(path: string): string {
    return `${this.#deps.siteUrl()}${path}`;
  }

  /** Puts a letter into the outbox, if there is a relay at all. */
  async send(letter: Letter): Promise<'queued' | 'no_relay'> {
    if (!this.isConfigured()) return 'no_relay';
    await this.#deps.store.write([this.statement(letter)]);
    this.wake();
    return 'queued';
  }

  /** The same as a statement, so that change and letter are both kept or neither; then call `wake`. */
  statement(letter: Letter): Statement {
    return this.#deps.outbox.statement(letter);
  }

  /** Says that something may wait in the outbox. */
  wake(): void {
    this.#isWoken = true;
    this.#round ??= this.#rounds().finally(() => {
      this.#round = null;
    });
  }

  /** Resolves when nothing more is due now. */
  async settled(): Promise<void> {
    while (this.#round !== null) await this.#round;
  }

  /** Sends a letter at once, past the outbox, and says how that went. */
  async try(letter: Letter): Promise<Tried> {
    try {
      const answer = await relayLetter(
        this.#deps.settings(),
        checkedLetter(letter),
        this.#deps.reach,
      );
      return { sent: true, ...shownSaid(said('sent_letter', { answer })) };
    } catch (error) {
      if (error instanceof SendFailure) return { sent: false, ...shownSaid(error.said) };
      throw error;
    }
  }

  async state(): Promise<OutboxState> {
    const { lastSentMs, ...counts } = await this.#deps.outbox.counts();
    return {
      isConfigured: this.isConfigured(),
      ...counts,
      lastSentMs: lastSentMs === 0 ? null : lastSentMs,
      lastError: this.#lastError?.sentence ?? null,
      ...(this.#lastError !== null && { lastErrorReason: this.#lastError.reason }),
    };
  }

  async #rounds(): Promise<void> {
    while (this.#isWoken && !this.#isStopping) {
      this.#isWoken = false;
      try {
        await this.#sendAll();
      } catch (error) {
        this.#deps.log.error('the outbox cannot be read or written; it is tried again', error);
      }
    }
  }

  async #sendAll(): Promise<void> {
    while (!this.#isStopping && this.isConfigured()) {
      const waiting = await this.#deps.outbox.next();
      if (waiting === null) return;
      await this.#sendOne(waiting);
    }
  }

  async #sendOne(waiting: WaitingLetter): Promise<void> {
    const { outbox, log, settings, reach } = this.#deps;
    try {
      await relayLetter(settings(), waiting.letter, reach);
      this.#lastError = null;
      await outbox.sent(waiting.key);
    } catch (error) {
      if (!(error instanceof SendFailure)) throw error;
      this.#lastError = error.said;
      const isDead = await outbox.failed(waiting, error.advice);
      // Neither receiver nor text: letters carry links, and the log is read by more people than the letter.
      const what = isDead ? 'a letter was given up' : 'a letter was not taken; it is tried again';
      log.warn(what, { tries: waiting.tries + 1, because: error.message });
    }
  }
}
