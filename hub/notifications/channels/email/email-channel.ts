import type { SettingsOf } from '#schemas/config/site-settings';
import { type Said, said } from '#schemas/errors/said';
import type { UserId } from '#schemas/ids/ids';
import type { Language } from '#schemas/notifications/words';
import type { Reach } from '../../../syslog/reach.ts';
import { type DigestContent, digestLetter } from '../../digest/digest-letter.ts';
import { checkedLetter, type Letter } from '../../letter.ts';
import { relayLetter } from '../../mail-relay.ts';
import type { Notification } from '../../notification.ts';
import type { Receiver } from '../../receiver.ts';
import { SendFailure } from '../../send-failure.ts';
import { composed } from '../../wording.ts';
import type { Channel, Parcel } from '../channel.ts';
import { type LetterPlot, messageLetter } from './message-letter.ts';
import { type PlotPoint, plotPng } from './plot-png.ts';
import type { RefusedAddresses } from './refused-addresses.ts';

/** Plots in one letter: each is some kilobytes. */
const PLOTS_MAX = 3;

/** What can be drawn beside a notification. */
export interface Plot {
  readonly points: readonly PlotPoint[];
  /** Drawn as a line, where there is one in the same unit. */
  readonly limit: number | null;
  readonly says: Readonly<Record<Language, string>>;
}

export interface EmailChannelDeps {
  readonly mail: () => SettingsOf<'mail'>;
  readonly reach: Reach;
  readonly refused: RefusedAddresses;
  readonly receiverOf: (userId: UserId) => (Receiver & { isConfirmed: boolean }) | null;
  readonly siteName: () => string;
  readonly addressOf: (path: string) => string;
  /** What there is to draw of what a notification is about; null: nothing. */
  readonly plotOf: (notification: Notification) => Promise<Plot | null>;
}

/** Letters to persons, in plain text and HTML, with plots inlined. */
export class EmailChannel implements Channel {
  readonly gathers = true;
  readonly #deps: EmailChannelDeps;

  constructor(deps: EmailChannelDeps) {
    this.#deps = deps;
  }

  objection(userId: UserId | null): Said | null {
    if (this.#deps.mail().host === null) return said('relay_none_here');
    const receiver = userId === null ? null : this.#deps.receiverOf(userId);
    if (userId === null || receiver === null) return null;
    if (receiver.email === null) return said('own_address_none');
    // What goes on in the plant is not for whoever got an address that somebody else mistyped.
    if (!receiver.isConfirmed) return said('own_address_open');
    const refusal = this.#deps.refused.of(userId, receiver.email);
    if (refusal === null) return null;
    const { sentence, reason } = refusal.said;
    return said('own_address_refused', { answer: reason.about.answer ?? sentence });
  }

  async send({ batchId, notifications, userId }: Parcel): Promise<Said> {
    const receiver = userId === null ? null : this.#deps.receiverOf(userId);
    if (userId === null || receiver?.email == null) {
      throw new SendFailure(said('person_address_none'), 'give up');
    }
    const letter = await this.#letter(notifications, receiver, receiver.email);
    return this.#relayed(userId, { ...letter, messageId: `${batchId}@${this.#domain()}` });
  }

  async #relayed(userId: UserId, letter: Letter): Promise<Said> {
    const { mail, refused, reach } = this.#deps;
    try {
      const answer = await relayLetter(mail(), checkedLetter(letter), reach);
      await refused.taken(userId);
      return said('sent_letter', { answer: answer.slice(0, 120) });
    } catch (error) {
      if (error instanceof SendFailure && error.advice === 'give up') {
        await refused.note(userId, letter.to, error.said);
      }
      throw error;
    }
  }

  async #letter(
    notifications: readonly Notification[],
    receiver: Receiver,
    to: string,
  ): Promise<Letter> {
    const { siteName, addressOf, plotOf } = this.#deps;
    const site = siteName();
    const digest = notifications.find(({ event }) => event === 'digest');
    if (digest !== undefined) {
      const content = digest.data as unknown as DigestContent;
      return { to, ...digestLetter(content, receiver, { site, addressOf }) };
    }
    const plots: (LetterPlot | null)[] = [];
    for (const [i, one] of notifications.entries()) {
      const plot = i < PLOTS_MAX ? await plotOf(one) : null;
      const png = plot === null ? null : plotPng(plot.points, plot.limit);
      plots.push(
        plot === null || png === null
          ? null
          : { cid: `plot-${i}`, png, says: plot.says[receiver.language] },
      );
    }
    const message = composed(notifications, receiver.language, addressOf);
    const images = plots.flatMap((plot) => (plot === null ? [] : [plot]));
    return { to, ...messageLetter(message, receiver, site, plots), images };
  }

  /** An id that is right by RFC 5322 ends with a domain of ours. */
  #domain(): string {
    const [, domain] = /@([a-z0-9.-]+)/i.exec(this.#deps.mail().from) ?? [];
    return domain ?? 'tremolo.invalid';
  }
}
