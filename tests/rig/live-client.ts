import type { ServerMessage } from '#schemas/websocket/messages';

type Handler = (message: ServerMessage) => void;

/** A screen without pixels: signed in, connected to `/api/v1/live`, handing on what comes. */
export class LiveClient {
  readonly #url: string;
  readonly #cookie: string;
  #socket: WebSocket | null = null;
  onMessage: Handler = () => undefined;
  onView: (bytes: Uint8Array) => void = () => undefined;

  constructor(http: string, cookie: string) {
    this.#url = `${http.replace(/^http/, 'ws')}/api/v1/live`;
    this.#cookie = cookie;
  }

  /** Resolves with the hub's hello. */
  async connect(): Promise<void> {
    const origin = this.#url.replace(/^ws/, 'http').replace(/\/api.*/, '');
    const socket = new WebSocket(this.#url, { headers: { cookie: this.#cookie, origin } } as never);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.onerror = () => reject(new Error('the live socket could not be opened'));
      socket.onclose = (event) =>
        reject(new Error(`the live socket was closed: ${event.code} ${event.reason}`));
      socket.onmessage = ({ data }) => {
        if (typeof data !== 'string') return this.onView(new Uint8Array(data as ArrayBuffer));
        const message = JSON.parse(data) as ServerMessage;
        if (message.type === 'hello') resolve();
        this.onMessage(message);
      };
    });
  }

  send(message: object): void {
    this.#socket?.send(JSON.stringify(message));
  }

  close(): void {
    this.#socket?.close();
  }

  /** Resolves with the first value that `pick` gives other than undefined; rejects after `withinMs`. */
  async until<Value>(
    pick: (message: ServerMessage) => Value | undefined,
    withinMs: number,
    what: string,
  ): Promise<Value> {
    const before = this.onMessage;
    try {
      return await new Promise<Value>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`not within ${withinMs} ms: ${what}`)),
          withinMs,
        );
        this.onMessage = (message) => {
          before(message);
          const value = pick(message);
          if (value === undefined) return;
          clearTimeout(timer);
          resolve(value);
        };
      });
    } finally {
      this.onMessage = before;
    }
  }
}
