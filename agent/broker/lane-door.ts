import { Receipt } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type BrokerAccess, BrokerLink } from './broker-link.ts';

export interface LaneDoorOptions {
  access: BrokerAccess;
  agentId: string;
  /** Of the run of the agent. */
  epoch: string;
  lane: number;
  clock: Clock;
  log: Log;
  onFrame: (sensorId: string, bytes: Uint8Array, arrivedMs: number) => void;
  onReceipt: (receipt: Receipt) => void;
  onUp: () => void;
}

/** SUBSCRIBE packets of so many topics: some brokers refuse long ones. */
const TOPICS_PER_PACKET = 100;
/** A view more than this behind is worth nothing: the screen wants the newest. */
const VIEW_BACKLOG_BYTES = 2 * 1024 * 1024;

/** A lane's own connection: the frames of its sensors in, results and views out. Waveforms cross no other process. */
export class LaneDoor {
  readonly #options: LaneDoorOptions;
  readonly #link: BrokerLink;
  readonly #sensorOfTopic = new Map<string, string>();
  readonly #receiptTopic: string;
  readonly #viewIds: [string, string];

  constructor(options: LaneDoorOptions) {
    const { access, agentId, epoch, lane, log } = options;
    this.#options = options;
    this.#receiptTopic = topic('receipt', agentId);
    this.#viewIds = [agentId, ''];
    this.#link = new BrokerLink({
      access,
      clientId: `agent:${agentId}:${epoch}:lane-${lane}`,
      log,
    });
    this.#link.onUp = () => this.#subscribeAll();
    this.#link.onMessage = (name, payload) => this.#hear(name, payload);
  }

  start(): void {
    this.#link.start();
  }

  /** Changes over to the credential that is on the disk now. */
  renew(): void {
    this.#link.renew();
  }

  async stop(): Promise<void> {
    await this.#link.stop();
  }

  /** From now on the frames of exactly these sensors come. */
  follow(sensorIds: Iterable<string>): void {
    const wanted = new Map([...sensorIds].map((id) => [topic('frames', id), id]));
    const left = [...this.#sensorOfTopic.keys()].filter((name) => !wanted.has(name));
    const fresh = [...wanted.keys()].filter((name) => !this.#sensorOfTopic.has(name));
    for (const name of left) this.#sensorOfTopic.delete(name);
    for (const name of fresh) this.#sensorOfTopic.set(name, wanted.get(name) ?? '');
    this.#link.unsubscribe(left);
    if (this.#link.connected) this.#subscribe(fresh);
  }

  /** False when the broker is away. */
  sendResults(payload: Uint8Array): boolean {
    return this.#link.publish('results', [this.#options.agentId], payload);
  }

  /** False when the broker is away or too slow for it. */
  sendView(pointId: string, payload: Uint8Array): boolean {
    if (this.#link.backlogBytes > VIEW_BACKLOG_BYTES) return false;
    this.#viewIds[1] = pointId;
    return this.#link.publish('view', this.#viewIds, payload);
  }

  #subscribeAll(): void {
    this.#link.subscribe([this.#receiptTopic], 1);
    this.#subscribe([...this.#sensorOfTopic.keys()]);
    this.#options.onUp();
  }

  #subscribe(topics: string[]): void {
    for (let at = 0; at < topics.length; at += TOPICS_PER_PACKET)
      this.#link.subscribe(topics.slice(at, at + TOPICS_PER_PACKET), 0);
  }

  #hear(name: string, payload: Uint8Array): void {
    const sensorId = this.#sensorOfTopic.get(name);
    if (sensorId !== undefined) {
      this.#options.onFrame(sensorId, payload, this.#options.clock());
      return;
    }
    if (name !== this.#receiptTopic) return;
    const receipt = readReceipt(payload);
    if (receipt === null) this.#options.log('warn', 'a receipt is not valid');
    else this.#options.onReceipt(receipt);
  }
}

function readReceipt(payload: Uint8Array): Receipt | null {
  try {
    return Receipt.safeParse(JSON.parse(new TextDecoder().decode(payload))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
