import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { parser } from 'mqtt-packet';
import type { ResultBatch } from '#schemas/broker/messages';
import { topicIds } from '#schemas/broker/topics';
import { updateKey } from './live-tally.ts';

/**
 * A way to the broker that an agent takes without knowing: passes every byte on, and notes when the agent sent which result. No
 * client of the broker could: results are for the hub alone.
 */
export class AgentEar {
  /** When each update and each change of condition left, by the agent's own time stamp. */
  readonly updates = new Map<string, number>();
  readonly changes = new Map<string, number>();
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  /** Listens on a free port, and gives the address that the agent is to use instead of the broker's. */
  async start(broker: string): Promise<string> {
    const { hostname, port } = new URL(broker);
    const server = createServer({ noDelay: true }, (agent) => {
      const onward = connect({ host: hostname, port: Number(port), noDelay: true });
      const packets = parser();
      packets.on('packet', (packet) => {
        if (packet.cmd === 'publish') this.#published(packet.topic, packet.payload);
      });
      agent.on('data', (bytes: Buffer) => packets.parse(bytes));
      agent.pipe(onward).pipe(agent);
      for (const socket of [agent, onward]) {
        this.#sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
          agent.destroy();
          onward.destroy();
          this.#sockets.delete(socket);
        });
      }
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server?.close();
  }

  #published(name: string, payload: string | Buffer): void {
    if (topicIds('results', name) === null) return;
    const { sentMs, summaries, changes } = JSON.parse(payload.toString()) as ResultBatch;
    for (const { pointId, atMs } of summaries) this.updates.set(updateKey(pointId, atMs), sentMs);
    for (const { changeId } of changes) this.changes.set(changeId, sentMs);
  }
}
