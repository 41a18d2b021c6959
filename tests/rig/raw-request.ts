import { connect } from 'node:net';

/** What came back on a connection, and whether the other end closed it. */
export interface RawAnswer {
  readonly text: string;
  readonly status: number | null;
  readonly closed: boolean;
}

/**
 * Sends bytes as they are, `\n` for each line's end included, and gives what comes back until the other end closes, or has said
 * nothing more for `quietMs`.
 */
export function rawRequest(origin: string, bytes: string, quietMs = 250): Promise<RawAnswer> {
  return new Promise((done) => {
    const { port, hostname } = new URL(origin);
    const socket = connect(Number(port), hostname);
    let text = '';
    let isClosed = false;
    const end = () => {
      clearTimeout(quiet);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0) || null;
      done({ text, status, closed: isClosed });
      socket.destroy();
    };
    let quiet = setTimeout(end, quietMs);
    socket.on('data', (data) => {
      text += data.toString('latin1');
      clearTimeout(quiet);
      quiet = setTimeout(end, quietMs);
    });
    const closed = () => {
      isClosed = true;
      end();
    };
    socket.on('end', closed);
    socket.on('error', closed);
    socket.write(bytes, 'latin1');
  });
}

/** Lines as HTTP ends them. */
export const crlf = (...lines: string[]) => lines.join('\r\n');
