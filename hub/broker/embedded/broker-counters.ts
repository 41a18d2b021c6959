/** What the broker counts since it started, and what passed in the last whole second. */
export interface BrokerStatistics {
  readonly clients: number;
  readonly messagesPerSecond: number;
  readonly bytesPerSecond: number;
  readonly refusedConnections: number;
  readonly refusedPublishes: number;
  readonly refusedSubscriptions: number;
  /** How often a client had to wait because it exceeded its rate. */
  readonly rateLimited: number;
  /** Connections closed because their subscriber did not take what was queued. */
  readonly droppedSlowSubscriber: number;
}

/** Counters of the embedded broker; plain fields, as the hot path adds to them. */
export class BrokerCounters {
  clients = 0;
  messages = 0;
  bytes = 0;
  refusedConnections = 0;
  refusedPublishes = 0;
  refusedSubscriptions = 0;
  rateLimited = 0;
  droppedSlowSubscriber = 0;
  #last = { atMs: 0, messages: 0, bytes: 0 };

  /** Rates are over the time since the last call. */
  statistics(nowMs: number): BrokerStatistics {
    const seconds = Math.max(1e-3, (nowMs - this.#last.atMs) / 1000);
    const messagesPerSecond = (this.messages - this.#last.messages) / seconds;
    const bytesPerSecond = (this.bytes - this.#last.bytes) / seconds;
    this.#last = { atMs: nowMs, messages: this.messages, bytes: this.bytes };
    const { clients, refusedConnections, refusedPublishes, refusedSubscriptions } = this;
    const { rateLimited, droppedSlowSubscriber } = this;
    return {
      clients,
      messagesPerSecond,
      bytesPerSecond,
      refusedConnections,
      refusedPublishes,
      refusedSubscriptions,
      rateLimited,
      droppedSlowSubscriber,
    };
  }
}
