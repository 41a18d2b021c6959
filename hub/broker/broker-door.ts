import type { BrokerDoor } from '../hub.ts';
import type { BrokerClient } from './broker-client.ts';
import type { BrokerSupervisor } from './broker-supervisor.ts';

/** The embedded broker's supervisor and the hub's own connection as one door. */
export function brokerDoor(supervisor: BrokerSupervisor, client: BrokerClient): BrokerDoor {
  return {
    on: (name, handler) => client.on(name, handler),
    onChange: (listener) => client.onChange(listener),
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
