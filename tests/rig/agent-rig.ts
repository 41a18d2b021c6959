import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import mqtt, { type MqttClient } from 'mqtt';
import type {
  AgentDescription,
  AssignedPoint,
  Heartbeat,
  PartyStatus,
  ResultBatch,
} from '#schemas/broker/messages';
import { topic, topicIds } from '#schemas/broker/topics';
import type { Condition } from '#schemas/readings/finding';
import { decodeView, type View } from '#schemas/websocket/view';
import { Child } from './child.ts';

export const AGENT_ID = 'agent-1';

/** What a hub hears of one agent, newest last. */
export interface Heard {
  batches: ResultBatch[];
  views: View[];
  heartbeats: Heartbeat[];
  descriptions: AgentDescription[];
  statuses: PartyStatus['status'][];
}

/** A real agent process at a broker inside the test, which also plays the hub and the sensors. */
export class AgentRig {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'tremolo-agent-'));
  readonly heard: Heard = {
    batches: [],
    views: [],
    heartbeats: [],
    descriptions: [],
    statuses: [],
  };
  readonly agent: Child;
  /** Whether results are receipted, as a hub that stores does. */
  receipts = true;
  receiptsLost = 0;
  #server: Server | null = null;
  #sockets = new Set<Socket>();
  #port = 0;
  #hub: MqttClient | null = null;
  #wake: (() => void)[] = [];

  constructor(settings: Record<string, string> = {}) {
    this.agent = new Child({
      name: 'agent',
      args: ['agent/main.ts'],
      environment: {
        TREMOLO_AGENT_AGENT_ID: AGENT_ID,
        TREMOLO_AGENT_DATA_DIR: this.dataDir,
        TREMOLO_AGENT_LANES: '1',
        TREMOLO_AGENT_PROVIDER: 'cpu',
        TREMOLO_AGENT_CAPACITY_WINDOWS_PER_SECOND: '1000',
        ...settings,
      },
    });
  }

  async start(): Promise<void> {
    await this.startBroker();
    this.agent.environment.TREMOLO_AGENT_BROKER__URL = `mqtt://127.0.0.1:${this.#port}`;
    await this.agent.start();
  }

  /** A broker that remembers nothing of an earlier one, on the same port. */
  async startBroker(): Promise<void> {
    const broker = await Aedes.createBroker();
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      broker.handle(socket);
    });
    await new Promise<void>((resolve) =>
      this.#server?.listen(this.#port, '127.0.0.1', () => resolve()),
    );
    this.#port = (this.#server.address() as AddressInfo).port;
    this.#hub = await mqtt.connectAsync(`mqtt://127.0.0.1:${this.#port}`, { reconnectPeriod: 0 });
    this.#hub.on('message', (name, payload) => this.#hear(name, payload));
    await this.#hub.subscribeAsync(`tremolo/1/agents/${AGENT_ID}/#`, { qos: 1 });
  }

  /** The broker is gone, with every connection to it. */
  async killBroker(): Promise<void> {
    this.#hub?.end(true);
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async assign(
    points: AssignedPoint[],
    revision = 1,
    told?: Record<string, Condition>,
  ): Promise<void> {
    const payload = JSON.stringify({ agentId: AGENT_ID, revision, points, told });
    await this.#publish(topic('assignment', AGENT_ID), payload, true);
    await this.until(
      () => this.heard.heartbeats.at(-1)?.lanes[0].points === points.length,
      'the lane has its points',
    );
  }

  async watch(points: string[]): Promise<void> {
    const untilMs = Date.now() + 60_000;
    await this.#publish(topic('watch', AGENT_ID), JSON.stringify({ points, untilMs }));
  }

  async sendFrame(sensorId: string, frame: Uint8Array): Promise<void> {
    await this.#hub?.publishAsync(topic('frames', sensorId), Buffer.from(frame), { qos: 0 });
  }

  /** Resolves when it holds; looked at whenever something was heard. Rejects after twenty seconds with what was waited for. */
  async until(holds: () => boolean | undefined, what: string): Promise<void> {
    const giveUp = Date.now() + 20_000;
    while (!holds()) {
      const left = giveUp - Date.now();
      if (left <= 0)
        throw new Error(`waited for: ${what}\n${this.agent.log.slice(-20).join('\n')}`);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake.push(resolve);
      const timer = setTimeout(resolve, left);
      await promise;
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    await this.agent.stop();
    await this.killBroker();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #publish(name: string, payload: string, retain = false): Promise<void> {
    await this.#hub?.publishAsync(name, payload, { qos: 1, retain });
  }

  #hear(name: string, payload: Buffer): void {
    const { heard } = this;
    const json = () => JSON.parse(payload.toString());
    if (topicIds('results', name) !== null) this.#result(json());
    else if (topicIds('heartbeat', name) !== null) heard.heartbeats.push(json());
    else if (topicIds('agentDescription', name) !== null) heard.descriptions.push(json());
    else if (topicIds('agentStatus', name) !== null) heard.statuses.push(json().status);
    else if (topicIds('view', name) !== null) {
      const view = decodeView(payload);
      if (view === null) throw new Error('a view cannot be read');
      heard.views.push(view);
    }
    for (const wake of this.#wake.splice(0)) wake();
  }

  #result(batch: ResultBatch): void {
    this.heard.batches.push(batch);
    const { lane, epoch, sequence } = batch;
    if (!this.receipts) return;
    const receipt = JSON.stringify({ lane, epoch, sequence });
    // One that goes down with its broker is no failure: the agent sends the batch again.
    this.#publish(topic('receipt', AGENT_ID), receipt).catch(() => {
      this.receiptsLost++;
    });
  }
}
