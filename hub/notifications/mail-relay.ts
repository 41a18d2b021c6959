import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { SettingsOf } from '#schemas/config/site-settings';
import { said } from '#schemas/errors/said';
import type { Reach } from '../syslog/reach.ts';
import type { Letter } from './letter.ts';
import { SendFailure } from './send-failure.ts';

const WAIT_MS = 10_000;

/** Hands a letter to the site’s relay and returns its answer. Throws SendFailure, which says what went wrong. */
export async function relayLetter(
  mail: SettingsOf<'mail'>,
  letter: Letter,
  reach: Reach,
): Promise<string> {
  const { host } = mail;
  if (host === null) throw new SendFailure(said('relay_none'), 'retry');
  const transport = createTransport({
    host: await addressOf({ ...mail, host }, reach),
    port: mail.port,
    secure: mail.security === 'tls',
    // Never in the clear when TLS was asked for: a man in the middle can hide the relay’s offer of it.
    requireTLS: mail.security === 'starttls',
    ignoreTLS: mail.security === 'none',
    tls: {
      ...(mail.ca === null ? {} : { ca: mail.ca }),
      // The certificate is for the name; TLS names no addresses (RFC 6066, 3).
      ...(isIP(host) === 0 ? { servername: host } : {}),
    },
    auth: mail.user === null ? undefined : { user: mail.user, pass: mail.password ?? '' },
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
    // A letter is text that we wrote: nothing in it may make the hub read files or fetch addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { response } = await transport.sendMail({
      from: mail.from,
      to: { name: '', address: letter.to },
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: letter.messageId === undefined ? undefined : `<${letter.messageId}>`,
      attachments: letter.images?.map(({ cid, png }) => ({
        cid,
        content: png,
        contentType: 'image/png',
        contentDisposition: 'inline' as const,
        filename: `${cid}.png`,
      })),
      // Out-of-office robots and mailing lists leave such letters alone (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return response;
  } catch (cause) {
    throw failureOf(cause as RelayError, mail);
  } finally {
    transport.close();
  }
}

/** Exactly the address that was checked: a name could mean another one a moment later. */
async function addressOf(
  { host, port }: { host: string; port: number },
  reach: Reach,
): Promise<string> {
  const address = await reach(host, port).catch((cause) => {
    throw new SendFailure(said('relay_unreachable', { server: `${host}:${port}` }), 'retry', cause);
  });
  if (address !== null) return address;
  throw new SendFailure(said('private_not_allowed', { server: `${host}:${port}` }), 'retry');
}

interface RelayError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

function failureOf(error: RelayError, { host, port }: SettingsOf<'mail'>): SendFailure {
  const server = `${host}:${port}`;
  const answer = error.response === undefined ? null : firstLine(error.response);
  const { responseCode = 0, code } = error;
  if (code === 'EAUTH') {
    const says =
      answer === null
        ? said('relay_login', { server })
        : said('relay_login_answer', { server, answer });
    return new SendFailure(says, 'retry', error);
  }
  if (code === 'ETLS' || /certificate|self.signed|STARTTLS/i.test(error.message)) {
    const why = firstLine(error.message);
    return new SendFailure(said('relay_unsafe', { server, answer: why }), 'retry', error);
  }
  const about = { server, answer: answer ?? String(responseCode) };
  // 4xx: later; 5xx to the letter itself: never (RFC 5321, 4.2.1).
  if (responseCode >= 500 && code === 'EENVELOPE') {
    return new SendFailure(said('relay_address', about), 'give up', error);
  }
  if (responseCode > 0) return new SendFailure(said('relay_letter', about), 'retry', error);
  return new SendFailure(said('relay_unreachable', { server }), 'retry', error);
}

const firstLine = (text: string) => text.split(/[\r\n]/)[0].slice(0, 200);
