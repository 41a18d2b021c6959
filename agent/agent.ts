import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, hostname } from 'node:os';
import { join } from 'node:path';
import { AGENT_PROTOCOL } from '#schemas/broker/hub-notice';
import type { AgentDescription } from '#schemas/broker/messages';
import type { AgentOrder } from '#schemas/broker/operation';
import type { AgentSettings } from '#schemas/config/agent-settings';
import { AgentDoor } from './broker/agent-door.ts';
import { CaptureDesk } from './captures/capture-desk.ts';
import { TrackShelf } from './captures/track-shelf.ts';
import { Charge } from './charge.ts';
import type { Clock } from './clock.ts';
import { controlWay } from './flows.ts';
import type { LogTail } from './health/log-tail.ts';
import { LogTeller } from './health/log-teller.ts';
import { ProcessLoad } from './health/process-load.ts';
import { chooseProvider, type ProviderChoice } from './inference/choose-provider.ts';
import type { JobRunner } from './jobs/job-runner.ts';
import { ConditionMemory } from './lanes/condition-memory.ts';
import { KnownCards } from './lanes/lane-cards.ts';
import { laneDevice } from './lanes/lane-devices.ts';
import type { LaneReady } from './lanes/lane-messages.ts';
import { Supervisor } from './lanes/supervisor.ts';
import { errorField, type Log } from './log.ts';
import { type HubWay, makeHubWay } from './make-hub-way.ts';
import { jobRoomOf, makeJobRunner } from './make-job-runner.ts';
import { makePartitioner } from './make-partitioner.ts';
import type { Partitioner } from './partition/partitioner.ts';
import { checkMachine } from './preflight.ts';
import { PreflightWatch } from './preflight-watch.ts';
import { GpuWatch } from './telemetry/gpu-watch.ts';
import { hostSources } from './telemetry/host-sources.ts';
import { HostWatch } from './telemetry/host-watch.ts';
import { MetricsDoor } from './telemetry/metrics-door.ts';
import { parseMigNames } from './telemetry/mig-names.ts';
import { NvidiaSmi } from './telemetry/nvidia-smi.ts';

const HEARTBEAT_MS = 1000;
/** All of stopping is over within two seconds: first the points may move, then the lanes finish, then we say goodbye. */
const DRAIN_MS = 600;
const LANES_STOP_MS = 800;
const GOODBYE_MS = 300;

export interface AgentParts {
  settings: AgentSettings;
  epoch: string;
  clock: Clock;
  log: Log;
  /** Where `log` keeps its last lines. */
  tail: LogTail;
  /** The hub has a person's word that the agent is to end, or to start again. */
  onOrder: (what: AgentOrder['what']) => void;
}

export interface AgentReady {
  agentId: string;
  lanes: number;
  provider: string;
}

/** Puts the rooms of the agent together, starts them in order and stops them. */
export class Agent {
  readonly #parts: AgentParts;
  #supervisor!: Supervisor;
  #control!: ReturnType<typeof controlWay>;
  #door!: AgentDoor;
  #gpus!: GpuWatch;
  #partitioner!: Partitioner;
  #host!: HostWatch;
  #preflight!: PreflightWatch;
  #charge!: Charge;
  #hubWay!: HubWay;
  #jobs!: JobRunner;
  #captures!: CaptureDesk;
  #logTeller!: LogTeller;
  #metrics: MetricsDoor | null = null;
  #heartbeat: Timer | undefined;

  constructor(parts: AgentParts) {
    this.#parts = parts;
  }

  /** Resolves when every lane is ready and the agent has begun to connect. */
  async start(): Promise<AgentReady> {
    const { settings, epoch, clock, log, tail, onOrder } = this.#parts;
    const lanes = settings.lanes || availableParallelism();
    const provider = await chooseProvider(settings.provider);
    if (provider.reason !== null) log('warn', provider.reason, { inUse: provider.inUse });
    const nvidiaSmi = new NvidiaSmi({ path: settings.nvidiaSmi });
    const cards = new KnownCards(await cardsAtStart(provider, nvidiaSmi, log));
    this.#supervisor = this.#superviseLanes(lanes, provider, cards);
    const ready = await this.#supervisor.start();
    const load = new ProcessLoad(clock);
    this.#host = new HostWatch({ sources: hostSources(settings.dataDir), clock, log });
    this.#host.start();
    const { agentId } = settings;
    const ownerOf = (pid: number) => ({
      jobId: this.#jobs.jobOf(pid),
      lane: this.#supervisor.laneOf(pid),
    });
    this.#gpus = new GpuWatch({ nvidiaSmi, clock, log, ownerOf });
    this.#partitioner = makePartitioner({
      ...{ agentId, dataDir: settings.dataDir, nvidiaSmi, path: settings.nvidiaSmi },
      ...{ clock, log, ownerOf },
      isAllowed: settings.gpu.partitioning,
      isRoot: process.getuid?.() === 0,
      lanesOn: lanesOn(provider),
      pauseWatch: () => this.#gpus.pause(),
      answer: (answer) => this.#door.partitionAnswer(answer),
      publish: (run) => this.#door.partitionNews(run),
    });
    this.#hubWay = makeHubWay({
      settings,
      epoch,
      clock,
      log,
      isInCharge: () => this.#charge.isOurs,
      hide: (secret) => tail.hide([settings.broker.password, secret]),
      changeOver: () => {
        this.#door.renew();
        this.#supervisor.renew();
      },
    });
    this.#jobs = makeJobRunner({
      settings,
      clock,
      log,
      lanes: () => this.#supervisor.reports(),
      publish: (report) => this.#door.report(report),
      files: this.#hubWay.files,
    });
    this.#captures = this.#openCaptures();
    // After the jobs: the first list of processes asks whose they are.
    this.#gpus.start();
    this.#control = controlWay({
      supervisor: this.#supervisor,
      load,
      host: this.#host,
      gpus: this.#gpus,
      cards,
      agentId,
      epoch,
      clock,
      jobs: () => (this.#charge.isOurs ? this.#jobs.attempts() : []),
      brokerDelayMs: () => this.#door.delayMs,
    });
    const description = this.#describe(lanes, provider, ready);
    this.#charge = new Charge({
      epoch,
      take: (assignment) => this.#control.assign(assignment),
      standBy: () => {
        log('warn', 'another agent of this name works: this one stands by', { agentId });
        this.#control.standBy();
      },
    });
    this.#door = new AgentDoor({
      access: settings.broker,
      description,
      clock,
      log,
      onAssignment: (assignment, isRetained) => this.#charge.hear(assignment, isRetained),
      onHubNotice: (notice) => this.#hubWay.told(notice),
      isInCharge: () => this.#charge.isOurs,
      onWatch: (watch) => this.#control.watch(watch),
      onJobOffer: (offer) => this.#jobs.offer(offer),
      onJobCancel: (cancel) => this.#jobs.cancel(cancel),
      onJobReceipt: (receipt) => this.#jobs.receipt(receipt),
      // One for an earlier start was followed by that start.
      onOrder: (order) => order.epoch === epoch && onOrder(order.what),
      onLogWatch: (watch) => this.#logTeller.watch(watch),
      onPreflightAsk: () => void this.#preflight.look(),
      onPartitionOrder: (order) => this.#partitioner.take(order),
      onCaptureOrder: (order) => this.#captures.order(order),
      onUp: () => {
        this.#jobs.reconnected();
        this.#preflight.tellAgain();
        this.#partitioner.reconnected();
      },
    });
    this.#preflight = new PreflightWatch({
      agentId,
      clock,
      log,
      look: () => {
        const known = { gpus: this.#gpus.state(), isConnected: this.#door.connected };
        return checkMachine(settings, known);
      },
      publish: (report) => this.#door.preflight(report),
    });
    this.#logTeller = new LogTeller({
      tail,
      epoch,
      clock,
      publish: (part) => this.#door.log(part),
    });
    this.#jobs.start();
    this.#door.start();
    await this.#captures.start();
    this.#logTeller.start();
    this.#partitioner.start();
    this.#preflight.start();
    if (settings.metricsPort !== null) {
      this.#metrics = new MetricsDoor({
        port: settings.metricsPort,
        agent: () => this.#control.measured(description),
      });
      this.#metrics.start();
    }
    this.#heartbeat = setInterval(() => {
      this.#door.heartbeat(this.#control.heartbeat());
      this.#captures.turn();
    }, HEARTBEAT_MS);
    return { agentId, lanes, provider: provider.inUse };
  }

  /** Lets the hub move the points, lets the lanes finish, and says that it is gone. */
  async stop(): Promise<void> {
    await this.#door.say('draining', GOODBYE_MS);
    // Beside the points that move: the ends of jobs are told while the door is still open, and the hub gives them to others.
    const jobsEnded = this.#jobs.stop();
    const until = this.#parts.clock() + DRAIN_MS;
    while (!this.#control.drained && this.#door.connected && this.#parts.clock() < until)
      await Bun.sleep(20);
    clearInterval(this.#heartbeat);
    this.#charge.stop();
    this.#captures.stop();
    this.#hubWay.stop();
    this.#logTeller.stop();
    this.#preflight.stop();
    this.#host.stop();
    this.#gpus.stop();
    this.#metrics?.stop();
    const all = [
      jobsEnded,
      this.#supervisor.stop(LANES_STOP_MS),
      this.#partitioner.stop(LANES_STOP_MS),
    ];
    await Promise.all(all);
    await this.#door.say('offline', GOODBYE_MS);
    await this.#door.stop();
  }

  #openCaptures(): CaptureDesk {
    const { settings, clock, log } = this.#parts;
    return new CaptureDesk({
      agentId: settings.agentId,
      shelf: new TrackShelf(join(settings.dataDir, 'captures')),
      maxDiskBytes: settings.captures.maxDiskMb * 2 ** 20,
      clock,
      log,
      sleep: Bun.sleep,
      capture: (order) => this.#supervisor.capture(order),
      tell: (news) => this.#door.captureNews(news),
      deliver: (path, track, signal) => this.#hubWay.files.deliverTrack(path, track, signal),
    });
  }

  #superviseLanes(lanes: number, provider: ProviderChoice, cards: KnownCards): Supervisor {
    const { settings, epoch, clock, log, tail } = this.#parts;
    const left = outboxesBeyond(lanes, settings.dataDir);
    const memory = new ConditionMemory({
      file: join(settings.dataDir, 'conditions.json'),
      clock,
      failed: (error) => log('warn', 'the conditions cannot be kept', errorField(error)),
    });
    memory.start();
    return new Supervisor({
      lanes,
      clock,
      memory,
      order: (lane) => ({
        settings: { ...settings, lanes },
        epoch,
        lane,
        orphans: left.filter((number) => number % lanes === lane),
        ...laneDevice(lane, provider.inUse, cards.now),
        measure: settings.capacityWindowsPerSecond === 0,
      }),
      onCaptured: ({ captureId, track }) => this.#captures.captured(captureId, track),
      onLog: (json) => tail.take(json),
      onDeath: (lane, how, restartMs) =>
        log('error', 'a lane died and is started again', { lane, how, restartMs }),
    });
  }

  #describe(lanes: number, provider: ProviderChoice, ready: LaneReady[]): AgentDescription {
    const { settings, epoch } = this.#parts;
    const measured = ready.reduce((sum, lane) => sum + (lane.windowsPerSecond ?? 0), 0);
    const refused = ready.find((lane) => lane.model === null);
    return {
      agentId: settings.agentId,
      epoch,
      version: packageVersion(),
      protocol: AGENT_PROTOCOL,
      host: hostname(),
      renewsCredential: settings.broker.credentialFile !== null,
      jobs: jobRoomOf(settings),
      lanes,
      capacityWindowsPerSecond: settings.capacityWindowsPerSecond || measured,
      provider,
      model: refused === undefined ? ready[0].model : null,
      modelRefusal: refused?.modelRefusal ?? null,
    };
  }
}

/** The cards among which the lanes share themselves out, by UUID; none where no lane needs one. */
async function cardsAtStart(
  { inUse }: ProviderChoice,
  nvidiaSmi: NvidiaSmi,
  log: Log,
): Promise<string[]> {
  if (inUse === 'cpu') return [];
  try {
    return [...parseMigNames(await nvidiaSmi.list()).keys()];
  } catch (error) {
    log('warn', 'the GPUs are not known: every lane takes the first', errorField(error));
    return [];
  }
}

/** Why the lanes need the GPUs: which of them each uses is the execution provider's choice. */
function lanesOn({ inUse }: ProviderChoice): string | null {
  if (inUse === 'cpu') return null;
  return `The lanes of this agent work on its GPUs (${inUse}): start it with provider = "cpu" first.`;
}

/** Numbers of the lanes that an earlier start had beyond the present ones: their outboxes may hold results. */
function outboxesBeyond(lanes: number, dataDir: string): number[] {
  const directory = join(dataDir, 'outbox');
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .map((name) => Number(/^lane-(\d+)$/.exec(name)?.[1] ?? Number.NaN))
    .filter((number) => number >= lanes);
}

function packageVersion(): string {
  const file = join(import.meta.dirname, '..', 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
