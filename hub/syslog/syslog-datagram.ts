import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';

/** Sends one message by UDP (RFC 5426) to an address. Resolves when it has left; whether it arrives nothing says. */
export async function sendDatagram(address: string, port: number, message: Buffer): Promise<void> {
  const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((done, failed) => {
      socket.once('error', failed);
      socket.send(message, port, address, (error) => (error == null ? done() : failed(error)));
    });
  } finally {
    socket.close();
  }
}
