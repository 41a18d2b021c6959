import { z } from 'zod';
import type { TopicName } from '#schemas/broker/topics';
import type { BrokerLink } from './broker-link.ts';
import type { Rooms } from './rooms.ts';

/** What the ways say to agents over the broker, and how they read what comes from it. */
export class BrokerMessages {
  readonly #rooms: Pick<Rooms, 'losses' | 'complaints'>;
  #broker: BrokerLink | null = null;

  constructor(rooms: Pick<Rooms, 'losses' | 'complaints'>) {
    this.#rooms = rooms;
  }

  /** To be called before anything is published. */
  connect(broker: BrokerLink): void {
    this.#broker = broker;
  }

  /** Null until the hub is started. */
  get broker(): BrokerLink | null {
    return this.#broker;
  }

  /** While the broker is away nothing is lost: batches are delivered again, watches repeated, assignments retained. */
  publish(name: TopicName, agentId: string, message: object): void {
    this.#broker?.publish(name, [agentId], JSON.stringify(message));
  }

  /** What a message says, or null after it was counted and said that it is not valid. */
  parse<Value>(
    schema: z.ZodType<Value>,
    payload: Uint8Array,
    loss: 'batchesInvalid' | 'messagesInvalid' = 'messagesInvalid',
  ): Value | null {
    const parsed = schema.safeParse(jsonOf(payload));
    if (parsed.success) return parsed.data;
    this.#rooms.losses.count(loss);
    const wrong = new Error(z.prettifyError(parsed.error).slice(0, 500));
    this.#rooms.complaints.say('a message from the broker is not valid', wrong);
    return null;
  }
}

const decoder = new TextDecoder();

/** The JSON value in these bytes, or undefined when they hold none. */
function jsonOf(payload: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(payload));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
