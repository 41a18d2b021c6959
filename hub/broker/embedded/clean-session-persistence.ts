import { Readable } from 'node:stream';
import type { Aedes } from 'aedes';

/** What aedes stores of a message: its own packet object, of which only these are looked at here. */
interface StoredPacket {
  topic: string;
  payload: Buffer;
  brokerId?: string;
  clientId?: string;
}
type ClientRef = { id: string };
type Brokers = Record<string, unknown>;

/**
 * aedes' persistence for a broker on which every session is clean and no message exceeds QoS 1 (MQTT-3.1.2-6: a
 * clean session keeps nothing). It holds retained messages and last wills, and nothing else, so no absent client
 * can fill the memory. aedes' own keeps an array per client id for ever, and compares every retained message with
 * each topic of a SUBSCRIBE: a lane that subscribes to 500 sensors would stop the broker for a second.
 */
export class CleanSessionPersistence {
  readonly #retained = new Map<string, StoredPacket>();
  readonly #wills = new Map<string, StoredPacket>();
  #brokerId = '';

  async setup(broker: Aedes): Promise<void> {
    this.#brokerId = broker.id;
  }

  async destroy(): Promise<void> {
    this.#retained.clear();
    this.#wills.clear();
  }

  /** The payload is copied: it is a slice of what the socket read at once, which would be kept whole. */
  async storeRetained(packet: StoredPacket): Promise<void> {
    if (packet.payload.length === 0) this.#retained.delete(packet.topic);
    else this.#retained.set(packet.topic, { ...packet, payload: Buffer.from(packet.payload) });
  }

  createRetainedStreamCombi(filters: string[]): Readable {
    return Readable.from(this.#retainedFor(filters));
  }

  createRetainedStream(filter: string): Readable {
    return this.createRetainedStreamCombi([filter]);
  }

  *#retainedFor(filters: string[]): Generator<StoredPacket> {
    for (const filter of filters) {
      if (!/[+#]/.test(filter)) {
        const packet = this.#retained.get(filter);
        if (packet !== undefined) yield packet;
        continue;
      }
      const levels = filter.split('/');
      for (const [topic, packet] of this.#retained) {
        if (filterMatches(levels, topic.split('/'))) yield packet;
      }
    }
  }

  async putWill(client: ClientRef, packet: StoredPacket): Promise<void> {
    packet.brokerId = this.#brokerId;
    packet.clientId = client.id;
    this.#wills.set(client.id, packet);
  }

  async getWill(client: ClientRef): Promise<StoredPacket | undefined> {
    return this.#wills.get(client.id);
  }

  async delWill(client: ClientRef): Promise<StoredPacket | undefined> {
    const will = this.#wills.get(client.id);
    this.#wills.delete(client.id);
    return will;
  }

  /** Wills of other brokers of a cluster: there are none. */
  streamWill(brokers: Brokers = {}): Readable {
    const foreign = (will: StoredPacket) =>
      will.brokerId !== this.#brokerId && !brokers[will.brokerId ?? ''];
    return Readable.from([...this.#wills.values()].filter(foreign));
  }

  // From here on: what sessions that are not clean, and QoS 2, would need.
  async addSubscriptions(): Promise<void> {
    return this.#never('addSubscriptions');
  }
  async removeSubscriptions(): Promise<void> {
    return this.#never('removeSubscriptions');
  }
  async outgoingUpdate(): Promise<void> {
    return this.#never('outgoingUpdate');
  }
  async incomingStorePacket(): Promise<void> {
    return this.#never('incomingStorePacket');
  }
  async incomingGetPacket(): Promise<never> {
    throw new Error('no such packet');
  }
  async incomingDelPacket(): Promise<never> {
    throw new Error('no such packet');
  }
  async subscriptionsByClient(): Promise<never[]> {
    return [];
  }
  async subscriptionsByTopic(): Promise<never[]> {
    return [];
  }
  async cleanSubscriptions(): Promise<void> {
    return undefined;
  }
  async cleanIncoming(): Promise<void> {
    return undefined;
  }
  async outgoingEnqueue(): Promise<void> {
    return undefined;
  }
  async outgoingEnqueueCombi(): Promise<void> {
    return undefined;
  }
  async outgoingClearMessageId(): Promise<undefined> {
    return undefined;
  }
  outgoingStream(): Readable {
    return Readable.from([]);
  }
  getClientList(): Readable {
    return Readable.from([]);
  }
  async countOffline(): Promise<{ subsCount: number; clientsCount: number }> {
    return { subsCount: 0, clientsCount: 0 };
  }

  #never(what: string): never {
    throw new Error(`${what} was asked of a broker that keeps clean sessions only`);
  }
}

function filterMatches(filter: string[], topic: string[]): boolean {
  for (let i = 0; i < filter.length; i++) {
    if (filter[i] === '#') return true;
    if (i >= topic.length || (filter[i] !== '+' && filter[i] !== topic[i])) return false;
  }
  return filter.length === topic.length;
}
