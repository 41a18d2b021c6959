import type { z } from 'zod';
import { type CaptureNews, CaptureOrder } from '#schemas/broker/captures';
import { HubNotice } from '#schemas/broker/hub-notice';
import {
  type AgentDescription,
  Assignment,
  type Heartbeat,
  type PartyStatus,
  Watch,
} from '#schemas/broker/messages';
import { type AgentLogPart, AgentOrder, LogWatch } from '#schemas/broker/operation';
import {
  type PartitionAnswer,
  type PartitionNews,
  PartitionOrder,
  type PartitionRun,
} from '#schemas/broker/partition';
import { PreflightAsk, type PreflightReport } from '#schemas/broker/preflight';
import { type TopicName, topic } from '#schemas/broker/topics';
import { JobCancel, JobOffer, JobReceipt, type JobReport } from '#schemas/jobs/messages';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type BrokerAccess, BrokerLink } from './broker-link.ts';

const HEARD = [
  'assignment',
  'hubNotice',
  'watch',
  'jobOffer',
  'jobCancel',
  'jobReceipt',
  'preflightAsk',
  'order',
  'logWatch',
  'partitionOrder',
  'captureOrder',
] as const satisfies readonly TopicName[];

/** What only one of two agents with the same name may act upon. */
const FOR_ONE = ['jobOffer', 'jobCancel', 'jobReceipt', 'partitionOrder', 'captureOrder'] as const;

export interface AgentDoorOptions {
  access: BrokerAccess;
  description: AgentDescription;
  clock: Clock;
  log: Log;
  /** Retained: it was said before this connection was there. */
  onAssignment: (assignment: Assignment, isRetained: boolean) => void;
  onHubNotice: (notice: HubNotice) => void;
  /** Whether jobs and partitions are this run's business, and not that of another agent of the same name. */
  isInCharge: () => boolean;
  onWatch: (watch: Watch) => void;
  onJobOffer: (offer: JobOffer) => void;
  onJobCancel: (cancel: JobCancel) => void;
  onJobReceipt: (receipt: JobReceipt) => void;
  onOrder: (order: AgentOrder) => void;
  onLogWatch: (watch: LogWatch) => void;
  onPreflightAsk: (ask: PreflightAsk) => void;
  onPartitionOrder: (order: PartitionOrder) => void;
  onCaptureOrder: (order: CaptureOrder) => void;
  /** There is a connection, for the first time or again. */
  onUp: () => void;
}

/** The agent's own connection: says what it is and how it is, hears which points are its. */
export class AgentDoor {
  readonly #options: AgentDoorOptions;
  readonly #link: BrokerLink;
  readonly #agentId: string;
  #status: PartyStatus['status'] = 'online';
  #revision = -1;

  constructor(options: AgentDoorOptions) {
    const { access, description, log } = options;
    const { agentId } = description;
    this.#options = options;
    this.#agentId = agentId;
    const { epoch } = description;
    // Of each run its own: of two agents with one name neither throws the other out, and the hub sees both.
    const clientId = `agent:${agentId}:${epoch}`;
    this.#link = new BrokerLink({ access, clientId, log, willOf: { agentId, epoch } });
    this.#link.onUp = () => this.#introduce();
    this.#link.onMessage = (name, payload, retained) => this.#hear(name, payload, retained);
  }

  get connected(): boolean {
    return this.#link.connected;
  }

  start(): void {
    this.#link.start();
  }

  heartbeat(heartbeat: Heartbeat): void {
    this.#link.ping();
    this.#link.publish('heartbeat', [this.#agentId], JSON.stringify(heartbeat));
  }

  /** False: the broker is away, and nothing is kept here. */
  report(report: JobReport): boolean {
    if (!this.#options.isInCharge()) return false;
    return this.#link.publish('jobReport', [this.#agentId], JSON.stringify(report));
  }

  /** False: the broker is away. */
  preflight(report: PreflightReport): boolean {
    return this.#link.publish('preflight', [this.#agentId], JSON.stringify(report));
  }

  /** False: the broker is away; the hub asks again. */
  captureNews(news: CaptureNews): boolean {
    return this.#link.publish('captureNews', [this.#agentId], JSON.stringify(news));
  }

  /** False: the broker is away, and whoever asked asks again. */
  partitionAnswer(answer: PartitionAnswer): boolean {
    return this.#link.publish('partitionAnswer', [this.#agentId], JSON.stringify(answer));
  }

  /** False: the broker is away; it is told anew with the next connection. */
  partitionNews(run: PartitionRun): boolean {
    const news: PartitionNews = { agentId: this.#agentId, run };
    return this.#link.publish('partitionNews', [this.#agentId], JSON.stringify(news));
  }

  /** False: the broker is away. */
  log(part: AgentLogPart): boolean {
    return this.#link.publish('log', [this.#agentId], JSON.stringify(part));
  }

  /** Changes the retained status and waits shortly until the broker has it. */
  async say(status: PartyStatus['status'], limitMs: number): Promise<void> {
    this.#status = status;
    await this.#link.publishStatus(this.#agentId, this.#statusNow(), limitMs);
  }

  /** Changes over to the credential that is on the disk now. */
  renew(): void {
    this.#link.renew();
  }

  /** How long the broker took to answer last, there and back; null while it does not. */
  get delayMs(): number | null {
    return this.#link.delayMs;
  }

  async stop(): Promise<void> {
    await this.#link.stop();
  }

  /** On every connection: a broker that was restarted has forgotten what was retained. */
  #introduce(): void {
    const { description } = this.#options;
    const id = this.#agentId;
    this.#link.subscribe(
      HEARD.map((name) => topic(name, id)),
      1,
    );
    this.#link.publish('agentDescription', [id], JSON.stringify(description));
    this.#link.publish('agentStatus', [id], JSON.stringify(this.#statusNow()));
    this.#options.onUp();
  }

  #statusNow(): PartyStatus {
    const { clock, description } = this.#options;
    return { status: this.#status, atMs: Math.round(clock()), epoch: description.epoch };
  }

  #hear(name: string, payload: Uint8Array, retained: boolean): void {
    const { onWatch, onJobOffer, onJobCancel, onJobReceipt, onPreflightAsk } = this.#options;
    const { onPartitionOrder, onCaptureOrder } = this.#options;
    const is = (row: TopicName) => name === topic(row, this.#agentId);
    if (is('watch')) this.#pass(Watch, payload, onWatch);
    else if (is('hubNotice')) this.#hearNotice(payload);
    else if (FOR_ONE.some(is) && !this.#options.isInCharge()) return;
    else if (is('jobOffer')) this.#pass(JobOffer, payload, onJobOffer);
    else if (is('jobCancel')) this.#pass(JobCancel, payload, onJobCancel);
    else if (is('jobReceipt')) this.#pass(JobReceipt, payload, onJobReceipt);
    else if (is('order')) this.#pass(AgentOrder, payload, this.#options.onOrder);
    else if (is('logWatch')) this.#pass(LogWatch, payload, this.#options.onLogWatch);
    else if (is('preflightAsk')) this.#pass(PreflightAsk, payload, onPreflightAsk);
    else if (is('partitionOrder')) this.#pass(PartitionOrder, payload, onPartitionOrder);
    else if (is('captureOrder')) this.#pass(CaptureOrder, payload, onCaptureOrder);
    else this.#hearAssignment(payload, retained);
  }

  #hearAssignment(payload: Uint8Array, retained: boolean): void {
    const assignment = this.#read(Assignment, payload);
    if (assignment === null || assignment.agentId !== this.#agentId) return;
    // An old one that some broker still retains does not undo a newer one; the hub itself may begin to count anew.
    if (retained && assignment.revision < this.#revision) return;
    this.#revision = assignment.revision;
    // What was told of its points was so when it was said, and a retained message may be of any age.
    const { told, ...timeless } = assignment;
    this.#options.onAssignment(retained ? timeless : assignment, retained);
  }

  /** An empty one takes back what was said; what we know is then still the best that we know. */
  #hearNotice(payload: Uint8Array): void {
    if (payload.length > 0) this.#pass(HubNotice, payload, this.#options.onHubNotice);
  }

  #pass<Schema extends z.ZodType>(
    schema: Schema,
    payload: Uint8Array,
    take: (message: z.output<Schema>) => void,
  ): void {
    const message = this.#read(schema, payload);
    if (message !== null) take(message);
  }

  #read<Schema extends z.ZodType>(schema: Schema, payload: Uint8Array): z.output<Schema> | null {
    const parsed = schema.safeParse(jsonOrNull(payload));
    if (parsed.success) return parsed.data;
    this.#options.log('warn', 'a message of the hub is not valid', {
      issue: parsed.error.issues[0]?.message ?? '',
    });
    return null;
  }
}

/** What JSON the bytes hold; null, which no schema of ours accepts, when they hold none. */
function jsonOrNull(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
