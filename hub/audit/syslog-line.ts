import { connect, isIP, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { connect as connectTls } from 'node:tls';
import type { SettingsOf } from '#schemas/config/site-settings';
import { framed } from './syslog.ts';

const CONNECT_MS = 10_000;
/** So long a try waits for what the other end has to say. */
const CLOSE_MS = 2_000;

/** The log server that is set, as one word; null: none. */
export function targetOf({
  syslogHost,
  syslogPort,
  syslogTls,
}: SettingsOf<'audit'>): string | null {
  return syslogHost === null ? null : `${syslogTls ? 'tls' : 'tcp'}://${syslogHost}:${syslogPort}`;
}

/** Connects to the log server. Throws what the network or the certificate says. */
export async function openLine(settings: SettingsOf<'audit'>): Promise<Socket> {
  const { syslogHost, syslogPort, syslogTls, syslogCa } = settings;
  const where = { host: syslogHost ?? '', port: syslogPort };
  const ca = syslogCa === null ? {} : { ca: syslogCa };
  const socket = syslogTls
    ? connectTls({ ...where, ...ca, ...serverName(where.host) })
    : connect(where);
  await opened(socket, syslogTls ? 'secureConnect' : 'connect');
  return socket;
}

/** TLS names no addresses (RFC 6066, 3); the certificate is checked against the address all the same. */
function serverName(host: string): { servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}

/** Hands the bytes to the network. Syslog acknowledges nothing: that they were read, nobody can know. */
export function written(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    socket.once('error', failed);
    socket.write(bytes, (error) => {
      socket.off('error', failed);
      if (error == null) done();
      else failed(error);
    });
  });
}

/** Closes the line in order; true when the other end did the same within this time, and so has all that was written. */
export function closed(socket: Socket, withinMs: number): Promise<boolean> {
  if (socket.destroyed) return Promise.resolve(false);
  return new Promise((done) => {
    const timer = setTimeout(
      () => socket.destroy(new Error('It did not close in time.')),
      withinMs,
    );
    let hasEnded = false;
    socket.once('end', () => {
      hasEnded = true;
    });
    socket.on('error', () => {
      hasEnded = false;
    });
    socket.once('close', (hadError: boolean) => {
      clearTimeout(timer);
      done(hasEnded && !hadError);
    });
    socket.end();
  });
}

/** Sends one message of its own over a line of its own, and says how that went in a sentence for the administrator. */
export async function tryLine(
  settings: SettingsOf<'audit'>,
  atMs: number,
): Promise<{ sent: boolean; says: string }> {
  const target = targetOf(settings);
  if (target === null) return { sent: false, says: 'No log server is set.' };
  try {
    const socket = await openLine(settings);
    const time = new Date(atMs).toISOString();
    // Facility 13 (log audit), severity 6 (information).
    const message = `<110>1 ${time} ${hostname()} tremolo ${process.pid} test - \u{feff}This is a test of Tremolo.`;
    let hasSpoken = false;
    socket.on('data', () => {
      hasSpoken = true;
    });
    await written(socket, framed(message));
    await closed(socket, CLOSE_MS);
    // A log server says nothing. What is answered is most often the alert of one that wants TLS.
    if (hasSpoken)
      return { sent: false, says: `${target} answered what no log server does. ${TLS}` };
    return { sent: true, says: `${target} took a test message.` };
  } catch (error) {
    return { sent: false, says: `${target} could not be reached: ${reasonOf(error)}` };
  }
}

const TLS = 'Perhaps it wants the line encrypted, or not.';

/** The reasons that an administrator can do something about, in words; of others only the code. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there.',
  ENOTFOUND: 'this name is not known.',
  EAI_AGAIN: 'the name server does not answer.',
  ETIMEDOUT: 'it did not answer in time.',
  EHOSTUNREACH: 'there is no way to it.',
  ECONNRESET: 'it ended the connection.',
  CERT_HAS_EXPIRED: 'its certificate has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by an authority that is not known here.',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not known here.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is signed by an authority that is not known here.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate is signed by an authority that is not known here.',
};

/** Why the log server could not be reached, for an administrator. */
export function reasonOf(error: unknown): string {
  const { code } = error as { code?: string };
  return REASONS[code ?? ''] ?? (code === undefined ? 'it did not answer.' : `${code}.`);
}

function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((done, failed) => {
    const timer = setTimeout(
      () =>
        socket.destroy(
          Object.assign(new Error('It did not answer in time.'), { code: 'ETIMEDOUT' }),
        ),
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
