import { createServer, type Server, type Socket } from 'node:net';
import { Aedes, type AedesPublishPacket } from 'aedes';

/** A plain aedes on an ephemeral port of the loopback, for tests: everything that is published is kept. */
export class TestBroker {
  readonly messages: { topic: string; payload: Uint8Array; retain: boolean }[] = [];
  #aedes: Aedes | null = null;
  #server: Server | null = null;
  readonly #sockets = new Set<Socket>();
  readonly #waiting: { done: () => boolean; resolve: () => void }[] = [];

  /** Listens on `port`; 0 takes a free one. */
  async start(port = 0): Promise<string> {
    const aedes = await Aedes.createBroker();
    aedes.on('publish', (packet) => this.#keep(packet));
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      aedes.handle(socket);
    });
    this.#aedes = aedes;
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return this.url;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  get port(): number {
    const address = this.#server?.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get connections(): number {
    return this.#aedes?.connectedClients ?? 0;
  }

  /** The payloads on this topic so far. */
  on(topic: string): Uint8Array[] {
    return this.messages.filter((message) => message.topic === topic).map((m) => m.payload);
  }

  /** Resolves when `done` holds, looked at after each message. */
  until(done: () => boolean): Promise<void> {
    if (done()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ done, resolve }));
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => (this.#aedes ? this.#aedes.close(resolve) : resolve()));
    await new Promise<void>((resolve) =>
      this.#server ? this.#server.close(() => resolve()) : resolve(),
    );
  }

  #keep({ topic, payload, retain }: AedesPublishPacket): void {
    if (!topic.startsWith('tremolo/')) return;
    // A copy: the payload is a view of the socket's buffer.
    this.messages.push({ topic, payload: Uint8Array.from(payload as Buffer), retain });
    for (const waiting of [...this.#waiting]) {
      if (!waiting.done()) continue;
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve();
    }
  }
}
