import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Reach } from './reach.ts';

const CONNECT_MS = 10_000;

/** Where a log server is found. */
export interface SyslogTarget {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  /** PEM of the authority that signed its certificate; null: the system’s. */
  readonly ca: string | null;
}

/** Connects to the log server, at the address that was checked. Throws what the network or the certificate says. */
export async function openLine(target: SyslogTarget, reach: Reach): Promise<Socket> {
  const { host, port, isTls, ca } = target;
  const where = { host: await allowedAddress(host, port, reach), port };
  const socket = isTls
    ? connectTls({ ...where, ...(ca === null ? {} : { ca }), ...serverName(host) })
    : connect(where);
  await opened(socket, isTls ? 'secureConnect' : 'connect');
  return socket;
}

/** Throws `EPRIVATE` for one that nobody has allowed. */
export async function allowedAddress(host: string, port: number, reach: Reach): Promise<string> {
  const address = await reach(host, port);
  if (address !== null) return address;
  throw Object.assign(new Error('A private address that is not allowed.'), { code: 'EPRIVATE' });
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

/** The reasons that an administrator can do something about, in words; of others only the code. */
const REASONS: Readonly<Record<string, string>> = {
  EPRIVATE: 'it is at a private address, and not among the private servers that are allowed.',
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
