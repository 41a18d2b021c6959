import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';

/** Sends one message by UDP (RFC 5426). Resolves when it has left; whether it arrives nothing says. */
export async function sendDatagram(host: string, port: number, message: Buffer): Promise<void> {
  const { address, family } = await lookup(host);
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((done, failed) => {
      socket.once('error', failed);
      socket.send(message, port, address, (error) => (error == null ? done() : failed(error)));
    });
  } finally {
    socket.close();
  }
}
