import type { Clock } from '../../clock.ts';
import {
  coversFilter,
  publishRights,
  rightFor,
  subscribeRights,
  type TopicRight,
} from '../access-rules.ts';
import type { ClientLimits, CredentialRow } from '../credential-row.ts';
import { TokenBucket } from './token-bucket.ts';

/** Decisions kept per credential; a client that invents more topics than this pays for its own misses. */
const DECISIONS_MAX = 20_000;
/** Sensors that one gateway may speak for, so that its retained messages cannot fill the memory. */
const GATEWAY_TOPICS_MAX = 3 * 10_000;
/** A gateway or an agent stands for many points. */
const SHARED_FACTOR = 16;
/** The hub sends whole assignments, thousands of points in one message. */
const HUB_PACKET_BYTES = 64 * 1024 * 1024;

export interface IdentityLimits extends ClientLimits {
  readonly maxPacketBytes: number;
}

/** What all connections of one credential share: rights, with the decisions made so far, and the rate. */
export class ClientIdentity {
  /** Replaced when only its secrets change: who a client is, and how much it has sent, stays. */
  row: CredentialRow;
  readonly maxPacketBytes: number;
  /** Null for the hub, which is ours. */
  readonly bucket: TokenBucket | null;
  readonly #publish: TopicRight[];
  readonly #subscribe: TopicRight[];
  readonly #decisions = new Map<string, TopicRight | null>();
  #granted = 0;

  constructor(row: CredentialRow, limits: IdentityLimits, clock: Clock) {
    this.row = row;
    this.maxPacketBytes = row.kind === 'hub' ? HUB_PACKET_BYTES : limits.maxPacketBytes;
    const bucketLimits = row.limits ?? shareOf(row, limits);
    this.bucket = row.kind === 'hub' ? null : new TokenBucket({ limits: bucketLimits, clock });
    this.#publish = publishRights(row);
    this.#subscribe = subscribeRights(row);
  }

  /** The right to publish to this topic, or null. On the path of every message: decided once per topic. */
  publishRight(topic: string): TopicRight | null {
    const known = this.#decisions.get(topic);
    if (known !== undefined) return known;
    const right = this.#withinGateway(rightFor(this.#publish, topic));
    if (this.#decisions.size >= DECISIONS_MAX && this.row.kind !== 'gateway') {
      this.#decisions.clear();
    }
    // A gateway's refusals are not kept: they close the connection, and would crowd out its sensors.
    if (right !== null || this.row.kind !== 'gateway') this.#decisions.set(topic, right);
    return right;
  }

  maySubscribe(filter: string): boolean {
    return coversFilter(this.#subscribe, filter);
  }

  #withinGateway(right: TopicRight | null): TopicRight | null {
    if (right === null || this.row.kind !== 'gateway') return right;
    return ++this.#granted > GATEWAY_TOPICS_MAX ? null : right;
  }
}

function shareOf(row: CredentialRow, limits: ClientLimits): ClientLimits {
  const factor = row.kind === 'sensor' ? 1 : SHARED_FACTOR;
  return {
    messagesPerSecond: limits.messagesPerSecond * factor,
    bytesPerSecond: limits.bytesPerSecond * factor,
  };
}
