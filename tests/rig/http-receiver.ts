import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Heard } from '../hub/plant-box.ts';

/** A request as a receiver got it. */
export interface TakenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface ReceiverAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A real HTTP server on a free port of this machine that keeps what it gets. */
export class HttpReceiver {
  readonly taken = new Heard<TakenRequest>();
  /** What it answers; may be changed at any time. */
  answer: (request: TakenRequest) => ReceiverAnswer = () => ({});
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { url = '', headers } = request;
        const taken = { path: url, headers, body: Buffer.concat(chunks) };
        const { status = 200, headers: more = {}, body = 'ok' } = this.answer(taken);
        response.writeHead(status, more).end(body);
        this.taken.push(taken);
      });
    });
  }

  static async start(): Promise<HttpReceiver> {
    const receiver = new HttpReceiver();
    await new Promise<void>((done) => receiver.#server.listen(0, '127.0.0.1', done));
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** Of a site that lets the hub speak to this receiver and to nothing else. */
  get egress() {
    return { egressHosts: [this.host], egressNetworks: ['127.0.0.0/8'] };
  }

  json(index: number): Record<string, never> {
    return JSON.parse(this.taken.all.at(index)?.body.toString() ?? 'null');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
