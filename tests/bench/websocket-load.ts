/**
 * The clients of `bench:websocket`, in a process of their own: each has its own session and its own socket, and is subscribed as
 * the screens are. Told over IPC: `connect` with an order, `measure`, `stop`.
 */
import type { MqttClient } from 'mqtt';
import type { ResultBatch } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import { connectRetrying } from '../rig/connect-retrying.ts';
import { LiveTally, updateKey } from './live-tally.ts';
import { obey } from './load-child.ts';
import { NewsLedger } from './news-ledger.ts';
import { type Weighted, weightedPercentile } from './statistics.ts';
import { TimerDelay } from './timer-delay.ts';
import type { WebsocketOrder, WebsocketReport } from './websocket-messages.ts';

const CONNECTING_AT_ONCE = 50;
/** What was sent last is to arrive before it is counted. */
const SETTLE_MS = 3_000;

class WebsocketLoad {
  readonly #order: WebsocketOrder;
  readonly #tally = new LiveTally();
  readonly #ledger: NewsLedger;
  readonly #sentMs = new Map<string, number>();
  readonly #closed: string[] = [];
  readonly #delay = new TimerDelay();
  #isMeasuring = false;
  #isStopping = false;
  #bytes = 0;
  #sinceMs = 0;
  #sockets: WebSocket[] = [];
  #ear: MqttClient | null = null;

  constructor(order: WebsocketOrder) {
    this.#order = order;
    this.#ledger = new NewsLedger(order.members.length);
  }

  /** All clients are subscribed and have the whole plant. */
  async connect(): Promise<void> {
    const { members, broker, credential } = this.#order;
    const clientId = `${credential.username}:bench`;
    this.#ear = await connectRetrying(broker, { ...credential, clientId });
    this.#ear.on('message', (_, payload) => this.#heard(JSON.parse(payload.toString())));
    await this.#ear.subscribeAsync(topic('results'), { qos: 1 });
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
    this.#sinceMs = performance.now();
    this.#isMeasuring = true;
  }

  async stop(): Promise<WebsocketReport> {
    const seconds = (performance.now() - this.#sinceMs) / 1_000;
    const { delivered } = this.#tally;
    const megabytesRead = this.#bytes / 1e6;
    const ownDelayP99Ms = this.#delay.takeP99Ms();
    this.#isMeasuring = false;
    await Bun.sleep(SETTLE_MS);
    this.#isStopping = true;
    for (const socket of this.#sockets) socket.close();
    this.#delay.stop();
    await this.#ear?.endAsync(true);
    return {
      seconds,
      delivered,
      updates: figuresOf(this.#tally.latencies('updates', this.#sentMs)),
      newsLatency: figuresOf(this.#tally.latencies('newsIds', this.#sentMs)),
      news: this.#ledger.report(),
      closed: this.#closed,
      megabytesRead,
      ownDelayP99Ms,
    };
  }

  /** What an agent sent: the hub hears the same at the same time. */
  #heard({ sentMs, summaries, changes }: ResultBatch): void {
    for (const { pointId, atMs } of summaries) this.#sentMs.set(updateKey(pointId, atMs), sentMs);
    for (const { changeId } of changes) {
      this.#sentMs.set(changeId, sentMs);
      if (this.#isMeasuring) this.#ledger.sent(changeId);
    }
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
    stop: () => load?.stop(),
  });
}
