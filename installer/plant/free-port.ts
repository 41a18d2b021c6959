import { createServer } from 'node:net';

const TRIES = 20;

/**
 * The wanted port as the person set it, or else the first free one on loopback from `usual` on.
 * Throws when twenty ports in a row are taken.
 */
export async function freePort(wanted: string | undefined, usual: number): Promise<string> {
  if (wanted !== undefined) return wanted;
  for (let port = usual; port < usual + TRIES; port++) {
    if (await isFree(port)) return String(port);
  }
  throw new Error(`Ports ${usual} to ${usual + TRIES - 1} are all in use on this machine.`);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
