import { type Signal, signal } from '@preact/signals';
import type { PointId } from '#schemas/ids/ids';
import { type ClientMessage, ServerMessage } from '#schemas/websocket/messages';
import { decodeView, type View } from '#schemas/websocket/view';
import { backoffMs } from './backoff.ts';

/** How the one connection to the hub is. `waiting` says when the next attempt comes. */
export type ConnectionState =
  | { kind: 'idle' }
  | { kind: 'connecting'; attempt: number }
  | { kind: 'live'; version: string }
  | { kind: 'waiting'; attempt: number; retryAtMs: number };

/** The parts of a browser's WebSocket that are used, so that a test can be the other end. */
export type Socket = Pick<
  WebSocket,
  'binaryType' | 'readyState' | 'onmessage' | 'onclose' | 'send' | 'close'
>;

export interface LiveConnectionParts {
  open(): Socket;
  clock(): number;
  random(): number;
  /** Calls back once after `ms`; the answer cancels it. */
  after(ms: number, callback: () => void): () => void;
  onMessage(message: ServerMessage): void;
  onView(view: View): void;
  /** The hub said something that this build does not know: it was updated. */
  onUnreadable(cause: unknown): void;
  /** A connection could not be made or broke: the session may have ended. */
  onLost(): void;
}

type SubscribedChannel = Extract<ClientMessage, { type: 'subscribe' }>['channel'];
const OPEN = 1;
const PING_EVERY_MS = 5000;
/** Without a word for so long the other end is gone, even if the network has not said so. */
const SILENCE_MS = 12_000;

/**
 * The one WebSocket to the hub: returns by itself after a loss, with growing pauses, and then asks again for everything
 * that was subscribed and watched. Notices a dead connection by silence.
 */
export class LiveConnection {
  readonly state: Signal<ConnectionState> = signal({ kind: 'idle' });
  /** When the hub was last heard, by our clock; null before. */
  readonly heardMs: Signal<number | null> = signal(null);
  /** The hub's clock less ours, ms. */
  readonly offsetMs: Signal<number> = signal(0);
  private readonly parts: LiveConnectionParts;
  private readonly channels = new Set<SubscribedChannel>();
  private watched: { points: PointId[]; maxHz: number } = { points: [], maxHz: 8 };
  private socket: Socket | null = null;
  private cancelTimer: () => void = () => undefined;
  private attempt = 0;
  private pingId = 0;
  private lastHeardMs = 0;

  constructor(parts: LiveConnectionParts) {
    this.parts = parts;
  }

  /** Connects, unless it is connected or trying already. */
  start(): void {
    if (this.state.peek().kind === 'idle') this.connect();
  }

  /** Ends the connection for good and forgets what was asked for. */
  stop(): void {
    this.cancelTimer();
    this.drop();
    this.channels.clear();
    this.watched = { points: [], maxHz: 8 };
    this.state.value = { kind: 'idle' };
  }

  /** Tries at once instead of when the pause is over. */
  reconnectNow(): void {
    if (this.state.peek().kind !== 'waiting') return;
    this.cancelTimer();
    this.connect();
  }

  subscribe(channel: SubscribedChannel): void {
    this.channels.add(channel);
    this.send({ type: 'subscribe', channel });
  }

  unsubscribe(channel: SubscribedChannel): void {
    if (this.channels.delete(channel)) this.send({ type: 'unsubscribe', channel });
  }

  /** Asks for views of exactly these points, at most `maxHz` a second of each. */
  watch(points: PointId[], maxHz = 8): void {
    this.watched = { points, maxHz };
    this.send({ type: 'watch', points, maxHz });
  }

  private connect(): void {
    this.state.value = { kind: 'connecting', attempt: this.attempt };
    const socket = this.parts.open();
    this.socket = socket;
    this.lastHeardMs = this.parts.clock();
    socket.binaryType = 'arraybuffer';
    socket.onmessage = (event) => this.receive(event.data);
    socket.onclose = () => this.lost();
    this.listenForSilence();
  }

  private receive(data: unknown): void {
    this.lastHeardMs = this.parts.clock();
    this.heardMs.value = this.lastHeardMs;
    if (data instanceof ArrayBuffer) {
      const view = decodeView(new Uint8Array(data));
      if (view !== null) this.parts.onView(view);
      return;
    }
    const parsed = ServerMessage.safeParse(JSON.parse(String(data)));
    if (!parsed.success) {
      this.parts.onUnreadable(parsed.error);
      return;
    }
    const message = parsed.data;
    if (message.type === 'hello') this.greet(message.version, message.nowMs);
    if (message.type === 'pong') this.offsetMs.value = message.nowMs - this.lastHeardMs;
    this.parts.onMessage(message);
  }

  private greet(version: string, nowMs: number): void {
    this.attempt = 0;
    this.offsetMs.value = nowMs - this.parts.clock();
    this.state.value = { kind: 'live', version };
    for (const channel of this.channels) this.send({ type: 'subscribe', channel });
    if (this.watched.points.length > 0) this.send({ type: 'watch', ...this.watched });
  }

  private listenForSilence(): void {
    this.cancelTimer = this.parts.after(PING_EVERY_MS, () => {
      if (this.parts.clock() - this.lastHeardMs > SILENCE_MS) {
        this.lost();
        return;
      }
      this.send({ type: 'ping', id: this.pingId++ });
      this.listenForSilence();
    });
  }

  private lost(): void {
    this.cancelTimer();
    this.drop();
    const pauseMs = backoffMs(this.attempt, this.parts.random());
    this.attempt++;
    const retryAtMs = this.parts.clock() + pauseMs;
    this.state.value = { kind: 'waiting', attempt: this.attempt, retryAtMs };
    this.cancelTimer = this.parts.after(pauseMs, () => this.connect());
    this.parts.onLost();
  }

  private drop(): void {
    if (this.socket === null) return;
    this.socket.onclose = null;
    this.socket.onmessage = null;
    this.socket.close();
    this.socket = null;
  }

  private send(message: ClientMessage): void {
    if (this.socket?.readyState === OPEN && this.state.peek().kind === 'live') {
      this.socket.send(JSON.stringify(message));
    }
  }
}
