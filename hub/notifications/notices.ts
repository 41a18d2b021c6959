import type { SettingsOf } from '#schemas/config/site-settings';
import type { Tried } from '#schemas/http/saying';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Egress } from './egress/egress.ts';
import { shownSaid } from './kept-said.ts';
import { type LetterKind, writeLetter } from './letters.ts';
import type { Mailer } from './mailer.ts';
import { SendFailure } from './send-failure.ts';
import { sendSms } from './sms-gateway.ts';

/** A code is of no use when it is older. */
const CODE_LIFETIME_MS = 10 * 60_000;

interface Receiver {
  readonly name: string;
  readonly fullName: string | null;
  readonly email: string | null;
}

interface Addressed {
  readonly address: string;
  readonly name?: string;
}

/** `link` is a path of this hub. */
interface More {
  readonly link?: string;
  readonly uselessMs?: number;
}

export interface NoticeDeps {
  readonly store: Store;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly log: Log;
  readonly mail: () => SettingsOf<'mail'>;
  /** To the gateway for text messages. */
  readonly post: Egress['postToServer'];
  readonly siteName: () => string;
  readonly receiverOf: (userId: UserId) => Receiver | null;
}

/** What people are told about their accounts, by letter or text message. */
export class Notices {
  readonly #deps: NoticeDeps;

  constructor(deps: NoticeDeps) {
    this.#deps = deps;
  }

  /** The letter to a person as statements for the transaction of what it tells of; none without a relay or an address. */
  statements(userId: UserId, kind: LetterKind, more: More = {}): Statement[] {
    const to = this.#addressed(userId);
    return to === null ? [] : this.statementsTo(to, kind, more);
  }

  /** The same to an address that is nobody’s yet. */
  statementsTo(to: Addressed, kind: LetterKind, more: More = {}): Statement[] {
    const { mailer, siteName } = this.#deps;
    if (!mailer.isConfigured()) return [];
    const link = more.link === undefined ? {} : { link: mailer.addressOf(more.link) };
    return [mailer.statement(writeLetter(kind, to, siteName(), { ...more, ...link }))];
  }

  /** Tells a person by letter, where there is a way. */
  async tell(userId: UserId, kind: LetterKind): Promise<void> {
    const { mailer, siteName } = this.#deps;
    const to = this.#addressed(userId);
    if (to !== null) await mailer.send(writeLetter(kind, to, siteName()));
  }

  /** Hands a code over for sending; false when there is no way to send it. */
  async sendCode(method: 'email' | 'sms', to: Addressed, code: string): Promise<boolean> {
    const { mailer, siteName, clock } = this.#deps;
    if (method === 'sms') return this.#sendBySms(to.address, code);
    const letter = writeLetter('code', to, siteName(), {
      code,
      uselessMs: clock() + CODE_LIFETIME_MS,
    });
    return (await mailer.send(letter)) === 'queued';
  }

  /** Sends a test letter now and says how that went. */
  async testMail(to: string, actor: Actor): Promise<Tried> {
    const { mailer, siteName } = this.#deps;
    const tried = await mailer.try(writeLetter('test', { address: to }, siteName()));
    await this.#recordTest('mail.tested', tried.sent, actor);
    return tried;
  }

  /** Sends a test text message now and says how that went. */
  async testSms(to: string, actor: Actor): Promise<Tried> {
    const { mail, siteName, post } = this.#deps;
    const text = `${siteName()}: this is a test.`;
    const tried = await sendSms(mail(), { to, text }, post).then(
      (says) => ({ sent: true, ...shownSaid(says) }),
      (error) => {
        if (error instanceof SendFailure) return { sent: false, ...shownSaid(error.said) };
        throw error;
      },
    );
    await this.#recordTest('sms.tested', tried.sent, actor);
    return tried;
  }

  /** A letter leaves the site in its name: that is recorded. */
  async #recordTest(event: 'mail.tested' | 'sms.tested', isSent: boolean, actor: Actor) {
    const entry = {
      event,
      actor,
      resourceId: 'mail',
      outcome: isSent ? 'done' : 'failed',
    } as const;
    await this.#deps.store.record([], [entry]);
  }

  #addressed(userId: UserId): Addressed | null {
    const receiver = this.#deps.receiverOf(userId);
    if (receiver === null || receiver.email === null) return null;
    return { address: receiver.email, name: receiver.fullName ?? receiver.name };
  }

  async #sendBySms(to: string, code: string): Promise<boolean> {
    const { mail, siteName, log, post } = this.#deps;
    try {
      await sendSms(mail(), { to, text: `${siteName()}: your code is ${code}` }, post);
      return true;
    } catch (error) {
      if (!(error instanceof SendFailure)) throw error;
      // Not its cause: that may repeat what was sent.
      log.warn('a text message was not taken', { because: error.message });
      return false;
    }
  }
}
