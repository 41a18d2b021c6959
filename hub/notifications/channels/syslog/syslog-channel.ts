import type { ChannelSettings } from '#schemas/config/channel-settings';
import { type Said, said } from '#schemas/errors/said';
import type { Priority } from '#schemas/notifications/event-names';
import { type Language, spokenIn, wordsIn } from '#schemas/notifications/words';
import type { Reach } from '../../../syslog/reach.ts';
import { sendDatagram } from '../../../syslog/syslog-datagram.ts';
import { framed, syslogText } from '../../../syslog/syslog-frame.ts';
import {
  allowedAddress,
  closed,
  openLine,
  reasonOf,
  written,
} from '../../../syslog/syslog-line.ts';
import type { Notification } from '../../notification.ts';
import { SendFailure } from '../../send-failure.ts';
import type { Channel, Parcel } from '../channel.ts';

/** Facility 16 of RFC 5424: local use 0. */
const FACILITY = 16;
const SEVERITY: Readonly<Record<Priority, number>> = { critical: 2, high: 3, medium: 4, low: 6 };
/** Receivers must take 2 KiB (RFC 5425, 4.3.1), and datagrams should fit into one packet (RFC 5426, 3.2). */
const TEXT_MAX = 700;
const CLOSE_MS = 2_000;

export interface SyslogChannelDeps {
  readonly settings: () => ChannelSettings;
  readonly siteLanguage: () => Language;
  readonly reach: Reach;
}

/** Messages to the site’s log server, apart from the audit trail. */
export class SyslogChannel implements Channel {
  readonly gathers = false;
  readonly #settings: () => ChannelSettings;
  readonly #siteLanguage: () => Language;
  readonly #reach: Reach;

  constructor({ settings, siteLanguage, reach }: SyslogChannelDeps) {
    this.#settings = settings;
    this.#reach = reach;
    this.#siteLanguage = siteLanguage;
  }

  objection(): Said | null {
    const { syslogEnabled, syslogHost } = this.#settings();
    if (!syslogEnabled) return said('log_server_off');
    return syslogHost === null ? said('log_server_none') : null;
  }

  async send({ batchId, notifications: [notification] }: Parcel): Promise<Said> {
    const { syslogHost, syslogPort, syslogProtocol, syslogCa, syslogLanguage } = this.#settings();
    const host = syslogHost ?? '';
    const message = messageOf(
      notification,
      batchId,
      spokenIn(syslogLanguage, this.#siteLanguage()),
    );
    const server = `${syslogProtocol}://${host}:${syslogPort}`;
    try {
      if (syslogProtocol === 'udp') {
        const address = await allowedAddress(host, syslogPort, this.#reach);
        await sendDatagram(address, syslogPort, Buffer.from(message, 'utf8'));
        return said('sent_datagram', { server });
      }
      const isTls = syslogProtocol === 'tls';
      const target = { host, port: syslogPort, isTls, ca: syslogCa };
      const socket = await openLine(target, this.#reach);
      // What a log server says all the same is of no interest, and must not hold up its end.
      socket.resume();
      await written(socket, framed(message));
      if (await closed(socket, CLOSE_MS)) return said('sent_to_log_server', { server });
    } catch (cause) {
      const trouble = reasonOf(cause);
      throw new SendFailure(said('log_server_unreachable', { server, trouble }), 'retry', cause);
    }
    return said('sent_to_log_server_open', { server });
  }
}

function messageOf(one: Notification, batchId: string, language: Language): string {
  const body = wordsIn(one.body, language).replace(/\s+/g, ' ').slice(0, TEXT_MAX);
  return syslogText({
    facility: FACILITY,
    severity: SEVERITY[one.priority],
    atMs: one.atMs,
    id: one.event,
    facts: {
      // The same at each try: whoever collects them can drop repetitions.
      deliveryId: batchId,
      notificationId: one.notificationId,
      priority: one.priority,
      about: one.about,
      nodeId: one.nodeId,
      link: one.link,
    },
    text: `${wordsIn(one.title, language).slice(0, TEXT_MAX)}: ${body}`.replace(/\p{Cc}/gu, ' '),
  });
}
