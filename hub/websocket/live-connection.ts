import type { ServerMessage, Subscribed } from '#schemas/websocket/messages';
import type { Principal } from '../access/principal.ts';

/** Close codes of ours, in the range that RFC 6455 leaves to applications. */
export const CLOSE = { signedOut: 4401, forbidden: 4403, tooSlow: 4408, tooMany: 4429 } as const;

/** The part of Bun's socket that a connection uses. */
export interface LiveSocket {
  sendText(text: string): number;
  sendBinary(bytes: Uint8Array<ArrayBuffer>): number;
  getBufferedAmount(): number;
  close(code: number, reason: string): void;
}

export interface BacklogRules {
  readonly viewBacklogBytes: number;
  readonly newsBacklogBytes: number;
}

/** One screen: what it has subscribed to, and how far behind it is. */
export class LiveConnection {
  /** Who looks; replaced when that person's rights change. */
  principal: Principal;
  readonly channels = new Set<Subscribed>();
  /** Open alarms that the screen was told of; kept up to date only for who sees a part of the plant. */
  alarmsShown: Set<string> = new Set();
  watched: readonly string[] = [];
  maxHz: number | undefined;
  readonly #socket: LiveSocket;
  readonly #rules: BacklogRules;
  #minIntervalMs = 0;
  readonly #nextViewMs = new Map<string, number>();
  #isClosed = false;

  constructor(socket: LiveSocket, principal: Principal, rules: BacklogRules) {
    this.#socket = socket;
    this.principal = principal;
    this.#rules = rules;
  }

  send(message: ServerMessage): void {
    this.sendText(JSON.stringify(message));
  }

  /**
   * News, serialised once for all. None is ever dropped: a screen too far behind is closed instead, and starts afresh with a
   * complete picture.
   */
  sendText(text: string): void {
    if (this.#isClosed) return;
    if (this.#socket.getBufferedAmount() > this.#rules.newsBacklogBytes) {
      this.close(CLOSE.tooSlow, 'Too far behind: reconnect for a fresh picture.');
    } else this.#socket.sendText(text);
  }

  /** Replaces the watched points, at most `maxHz` views a second of each. */
  watch(points: readonly string[], maxHz: number | undefined): void {
    this.watched = points;
    this.maxHz = maxHz;
    this.#minIntervalMs = maxHz === undefined ? 0 : 1_000 / maxHz;
    this.#nextViewMs.clear();
  }

  /** Sends a view unless it is too soon for one; false when it was dropped because the screen is behind. */
  sendView(pointId: string, bytes: Uint8Array<ArrayBuffer>, nowMs: number): boolean {
    if (this.#isClosed) return true;
    if (this.#minIntervalMs > 0) {
      const dueMs = this.#nextViewMs.get(pointId) ?? nowMs;
      if (nowMs < dueMs) return true;
      // From when it was due, not from now: the rate holds on average although windows come at their own times.
      this.#nextViewMs.set(
        pointId,
        Math.max(dueMs, nowMs - this.#minIntervalMs) + this.#minIntervalMs,
      );
    }
    if (this.#socket.getBufferedAmount() > this.#rules.viewBacklogBytes) return false;
    this.#socket.sendBinary(bytes);
    return true;
  }

  close(code: number, reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.close(code, reason);
  }
}
