/**
 * The clients of `bench:websocket`, in a process of their own: each has its own session and its own socket, and is subscribed as
 * the screens are. Told over IPC: `connect` with an order, `measure`, `end`, and `report` with what was sent meanwhile.
 */
import { LiveTally } from './live-tally.ts';
import { obey } from './load-child.ts';
import { NewsLedger } from './news-ledger.ts';
import { type Weighted, weightedPercentile } from './statistics.ts';
import { TimerDelay } from './timer-delay.ts';
import type { Sent, WebsocketOrder, WebsocketReport } from './websocket-messages.ts';

const CONNECTING_AT_ONCE = 50;
/** What was sent last is to arrive before it is counted. */
const SETTLE_MS = 3_000;

class WebsocketLoad {
  readonly #order: WebsocketOrder;
  readonly #tally = new LiveTally();
  readonly #ledger: NewsLedger;
  readonly #closed: string[] = [];
  readonly #delay = new TimerDelay();
  #isStopping = false;
  #bytes = 0;
  #sinceMs = 0;
  #untilMs = 0;
  #measured = { delivered: 0, megabytesRead: 0, ownDelayP99Ms: null as number | null };
  #sockets: WebSocket[] = [];

  constructor(order: WebsocketOrder) {
    this.#order = order;
    this.#ledger = new NewsLedger(order.members.length);
  }

  /** All clients are subscribed and have the whole plant. */
  async connect(): Promise<void> {
    const { members } = this.#order;
    for (let n = 0; n < members.length; n += CONNECTING_AT_ONCE) {
      const clients = members.slice(n, n + CONNECTING_AT_ONCE);
      await Promise.all(clients.map(({ cookie }, i) => this.#open(n + i, cookie)));
    }
    this.#delay.start();
  }

  measure(): void {
    this.#tally.clear();
    this.#delay.takeP99Ms();
    this.#bytes = 0;
    this.#sinceMs = Date.now();
  }

  /** Measures no more, and lets what was sent last arrive. */
  async end(): Promise<void> {
    this.#untilMs = Date.now();
    this.#measured = {
      delivered: this.#tally.delivered(),
      megabytesRead: this.#bytes / 1e6,
      ownDelayP99Ms: this.#delay.takeP99Ms(),
    };
    await Bun.sleep(SETTLE_MS);
    this.#isStopping = true;
    for (const socket of this.#sockets) socket.close();
    this.#delay.stop();
  }

  report({ updates, changes }: Sent): WebsocketReport {
    const isMeasured = (sentMs: number) => sentMs >= this.#sinceMs && sentMs < this.#untilMs;
    for (const [changeId, sentMs] of changes) if (isMeasured(sentMs)) this.#ledger.sent(changeId);
    const due = new Set(updates.flatMap(([key, sentMs]) => (isMeasured(sentMs) ? [key] : [])));
    return {
      updatesDue: due.size * this.#order.members.length,
      updatesCame: this.#tally.delivered(due),
      seconds: (this.#untilMs - this.#sinceMs) / 1_000,
      ...this.#measured,
      updates: figuresOf(this.#tally.latencies('updates', new Map(updates))),
      newsLatency: figuresOf(this.#tally.latencies('newsIds', new Map(changes))),
      news: this.#ledger.report(),
      closed: this.#closed,
    };
  }

  /** Resolves when the client has the first part of the plant. */
  #open(client: number, cookie: string): Promise<void> {
    const { origin } = this.#order;
    const url = `${origin.replace(/^http/, 'ws')}/api/v1/live`;
    const socket = new WebSocket(url, { headers: { cookie, origin } } as never);
    this.#sockets.push(socket);
    return new Promise((resolve, reject) => {
      socket.onopen = () => socket.send('{"type":"subscribe","channel":"plant"}');
      socket.onerror = () => reject(new Error('a client could not connect'));
      socket.onclose = ({ code, reason }) => {
        if (!this.#isStopping) this.#closed.push(`${code} ${reason}`);
      };
      socket.onmessage = ({ data }) => {
        const text = data as string;
        if (text.startsWith('{"type":"plant","reset":true')) resolve();
        this.#bytes += text.length;
        for (const id of this.#tally.arrived(text, Date.now())) this.#ledger.got(client, id);
      };
    });
  }
}

function figuresOf(latencies: readonly Weighted[]) {
  const at = (share: number) => weightedPercentile(latencies, share);
  return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

if (import.meta.main) {
  let load: WebsocketLoad | null = null;
  obey({
    connect: (order: WebsocketOrder) => {
      load = new WebsocketLoad(order);
      return load.connect();
    },
    measure: () => load?.measure(),
    end: () => load?.end(),
    report: (sent: Sent) => load?.report(sent),
  });
}
