import type { ServerMessage } from '#schemas/websocket/messages';

type MessageOf<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>;

/** A screen of the tests: remembers what came, and waits for what is to come. */
export class LiveClient {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[] = [];
  readonly views: Uint8Array[] = [];
  readonly closed: Promise<CloseEvent>;
  readonly #waiting = new Set<() => void>();

  constructor(origin: string, cookie: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${origin.replace('http', 'ws')}/api/v1/live`, {
      headers: { cookie, ...headers },
    } as never);
    this.socket.binaryType = 'arraybuffer';
    this.closed = new Promise((done) => this.socket.addEventListener('close', done));
    this.socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') this.messages.push(JSON.parse(data));
      else this.views.push(new Uint8Array(data));
      for (const look of this.#waiting) look();
    });
  }

  say(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The first message of this type, come or to come, that `fits`. */
  async next<Type extends ServerMessage['type']>(
    type: Type,
    fits: (message: MessageOf<Type>) => boolean = () => true,
  ): Promise<MessageOf<Type>> {
    return this.until(() =>
      this.messages.find(
        (m): m is MessageOf<Type> => m.type === type && fits(m as MessageOf<Type>),
      ),
    );
  }

  /** Looks after each message until `find` finds something. */
  until<Found>(find: () => Found | undefined | null | false): Promise<Found> {
    return new Promise((done) => {
      const look = () => {
        const found = find();
        if (!found) return;
        this.#waiting.delete(look);
        done(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  close(): void {
    this.socket.close();
  }
}
