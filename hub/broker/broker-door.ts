import type { BrokerLink } from '../broker-link.ts';
import type { BrokerClient } from './broker-client.ts';
import type { BrokerSupervisor, NextUsed } from './broker-supervisor.ts';
import type { MessageSource } from './inbox.ts';

/** The door to the broker as the hub drives it. It never holds the hub up: screens are served without a broker too. */
export interface BrokerDoor extends BrokerLink, MessageSource {
  onChange(listener: (connected: boolean) => void): void;
  /** A client came in with the secret that it was offered. */
  onNextUsed(listener: NextUsed): void;
  /** Credentials were changed here. */
  credentialsChanged(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The embedded broker's supervisor and the hub's own connection as one door. */
export function brokerDoor(supervisor: BrokerSupervisor, client: BrokerClient): BrokerDoor {
  return {
    on: (name, handler) => client.on(name, handler),
    onChange: (listener) => client.onChange(listener),
    onNextUsed: (listener) => supervisor.onNextUsed(listener),
    credentialsChanged: () => supervisor.credentialsChanged(),
    publish: (name, ids, payload) => client.publish(name, ids, payload),
    state: () => supervisor.state(client.state()),
    delayMs: () => client.delayMs(),
    start: async () => {
      client.start();
      await supervisor.start();
    },
    stop: async () => {
      await client.stop();
      await supervisor.stop();
    },
  };
}
