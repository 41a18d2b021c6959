import type { AedesOptions, AuthenticateError, Client } from 'aedes';
import type { Log } from '../../log.ts';
import type { Authenticator } from './authenticator.ts';
import type { BrokerCounters } from './broker-counters.ts';
import { CleanSessionPersistence } from './clean-session-persistence.ts';
import type { ClientConnection } from './client-connection.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const TOPIC_LEVELS_MAX = 16;
/** A lane subscribes to each of its sensors. */
const SUBSCRIPTIONS_MAX = 20_000;
/** CONNACK return codes (MQTT-3.2.2.3). */
const BAD_USERNAME_OR_PASSWORD = 4;
const NOT_AUTHORIZED = 5;

export interface AedesOptionsNeeds {
  authenticator: Authenticator;
  counters: BrokerCounters;
  log: Log;
  onNextUsed: (username: string, hash: string) => void;
}

/** How aedes is asked to behave, and the answers to its questions of who may do what. */
export function aedesOptions(needs: AedesOptionsNeeds): AedesOptions {
  const { counters, log } = needs;
  return {
    /**
     * No limit in mqemitter. With one (aedes: 100) messages wait in a list behind a slow subscriber; when it leaves,
     * mqemitter takes each next one from inside the last and, as nobody subscribes any more, never returns in
     * between: some thousands waiting overflow the stack and kill the process. Here nothing waits in that list:
     * publishers are held by their sockets, subscribers by the limit of their queues.
     */
    concurrency: 0,
    persistence: new CleanSessionPersistence(),
    // Packets that came in one run with the CONNECT; there are none, as the connection hands that on alone.
    queueLimit: 16,
    // Never waits for a slow reader: see ClientConnection.
    drainTimeout: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    maxTopicLevels: TOPIC_LEVELS_MAX,
    maxInflightInbound: 1,
    preConnect(client, packet, done) {
      // Sessions are clean whatever was asked for (allowed: the answer says that none was present). What must not be
      // lost is retained, or repeated by who sent it; a queue for the absent would only fill the memory.
      packet.clean = true;
      if (packet.will) {
        // The payload is a slice of all that came with it: copied, so that the rest is not kept for its sake.
        packet.will.payload = Buffer.from(packet.will.payload);
        connectionOf(client).willTopic = packet.will.topic;
        if (packet.will.qos === 2) packet.will.qos = 1;
      }
      done(null, true);
    },
    authenticate: (client, username, password, done) =>
      authenticate(needs, client, username, password, done),
    authorizePublish(client, packet, done) {
      const right = client && (connectionOf(client).identity?.publishRight(packet.topic) ?? null);
      if (!right) {
        // MQTT-3.3.5-2 leaves two ways: acknowledge and drop, or close. Closing tells a wrongly set up client.
        counters.refusedPublishes++;
        done(new Error(`may not publish ${packet.topic.slice(0, 80)}`));
        return;
      }
      if (packet.retain && !right.retain) packet.retain = false;
      done(null);
    },
    authorizeSubscribe(client, subscription, done) {
      const connection = connectionOf(client);
      const allowed =
        connection.filters.size < SUBSCRIPTIONS_MAX &&
        connection.identity?.maySubscribe(subscription.topic) === true;
      if (!allowed) {
        counters.refusedSubscriptions++;
        log.warn('refused a subscription', {
          client: client.id,
          topic: subscription.topic.slice(0, 80),
        });
        done(null, null);
        return;
      }
      connection.filters.add(subscription.topic);
      if (subscription.qos === 2) subscription.qos = 1;
      done(null, subscription);
    },
    authorizeForward(client, packet) {
      const connection = connectionOf(client);
      if (connection.takesMore) return packet;
      if (!connection.destroyed) {
        counters.droppedSlowSubscriber++;
        connection.abort('does not take what it subscribed to');
      }
      return null;
    },
  };
}

function authenticate(
  { authenticator, counters, log, onNextUsed }: AedesOptionsNeeds,
  client: Client,
  username: string | undefined,
  password: Uint8Array | undefined,
  done: (error: AuthenticateError | null, success: boolean | null) => void,
): void {
  const refuse = (reason: string, returnCode: number) => {
    counters.refusedConnections++;
    log.warn('refused a client', { username: username?.slice(0, 80) ?? null, reason });
    done(Object.assign(new Error(reason), { returnCode }), false);
  };
  const identified = authenticator.identify(username, password, client.id);
  if (typeof identified === 'string') {
    refuse(
      identified,
      identified === 'foreign client id' ? NOT_AUTHORIZED : BAD_USERNAME_OR_PASSWORD,
    );
    return;
  }
  const { identity, secretHash, isNext } = identified;
  const connection = connectionOf(client);
  const { willTopic } = connection;
  if (willTopic !== null && identity.publishRight(willTopic) === null) {
    refuse('its last will is for a topic that is not its own', NOT_AUTHORIZED);
    return;
  }
  connection.admit(identity, secretHash);
  if (isNext) onNextUsed(identity.row.username, secretHash);
  done(null, true);
}

/** The connection behind a client: every stream that aedes is given here is one. */
export function connectionOf(client: Client): ClientConnection {
  return client.conn as ClientConnection;
}
