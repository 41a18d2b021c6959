import type { TopicName } from '#schemas/broker/topics';
import type { BrokerState } from '#schemas/http/system';

/** What the flows need of the door to the broker. */
export interface BrokerLink {
  /** By the row's QoS and retention. False: the broker is away; retained messages go out when it is back. */
  publish(name: TopicName, ids: string[], payload: string | Uint8Array): boolean;
  state(): BrokerState;
  /** How long the broker took to acknowledge the last message; null while it acknowledges nothing. */
  delayMs(): number | null;
}
