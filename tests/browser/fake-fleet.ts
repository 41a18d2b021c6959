import type { AgentLogLine } from '#schemas/broker/operation';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { type AgentOperation, NO_LIMITS } from '#schemas/fleet/operation';
import type { AgentAllocation, AgentLog, Departure } from '#schemas/http/fleet';
import type { AgentState, SystemState } from '#schemas/http/system';
import type { AgentPreflight, GpuOverview } from '#schemas/http/telemetry';
import { type FakeHub, problem } from './fake-hub.ts';
import { fakeGpuTelemetry, fakeHostTelemetry } from './fake-telemetry.ts';

const SLOTS = 60;
const MINUTE_MS = 60_000;
const JOB_ID = `jb_01M7YSSDX3VRAP5VSTXZ1WEK41` as const;

/** The fleet of a fake hub: what is done to its agents is remembered, and shows in the state of the system. */
export class FakeFleet {
  readonly operations = new Map<string, AgentOperation>();
  /** What was asked, as "POST agent-1/drain" with its body. */
  readonly asked: [string, unknown][] = [];
  departure: Departure = {
    points: 12,
    moves: [{ agentId: 'agent-2', points: 9 }],
    pointsWithoutRoom: 3,
    jobs: [{ jobId: JOB_ID, kind: 'benchmark', state: 'running', gpu: null, gpuInstance: null }],
  };
  log: AgentLogLine[] = fakeLog();
  preflight: AgentPreflight['report'] = fakePreflight();
  /** The agents' answers never come. */
  isSilent = false;
  readonly #hub: FakeHub;

  constructor(hub: FakeHub) {
    this.#hub = hub;
  }

  start(): void {
    const hub = this.#hub;
    hub.changeSystem = (system) => this.changed(system);
    hub.resources.set('agents', (request, url) => this.#agents(request, url));
    hub.resources.set('fleet', async () => Response.json({ agents: this.#allocation() }));
    hub.resources.set('gpus', async () => Response.json(fakeOverview()));
  }

  /** What is done to an agent without anybody asking. */
  set(agentId: string, change: Partial<AgentOperation>): void {
    this.operations.set(agentId, { ...this.#of(agentId), ...change });
    this.#hub.sendSystem();
  }

  changed(system: SystemState): SystemState {
    return { ...system, agents: system.agents.map((agent) => this.#agent(agent)) };
  }

  #of(agentId: string): AgentOperation {
    const none = { drain: null, order: null, maintenance: [], limits: NO_LIMITS };
    return this.operations.get(agentId) ?? none;
  }

  #agent(agent: AgentState): AgentState {
    const operation = this.#of(agent.agentId);
    const isOut = operation.maintenance.some(({ gpuUuid }) => gpuUuid === null);
    const held = operation.drain !== null || operation.order !== null ? 'draining' : null;
    const status =
      agent.status === 'offline' ? 'offline' : (held ?? (isOut ? 'maintenance' : 'online'));
    const jobs = { kinds: ['benchmark'], slots: 2, labels: ['large'] };
    const description = agent.description && {
      ...agent.description,
      host: `box-${agent.agentId}`,
      jobs,
    };
    return { ...agent, status, operation, description };
  }

  #allocation(): AgentAllocation[] {
    return this.#hub.systemNow().agents.map(({ agentId, status, heartbeat }) => ({
      agentId,
      status,
      gpus: (heartbeat?.gpu?.gpus ?? []).map((gpu) => ({
        ...{ index: gpu.index, uuid: gpu.uuid, name: gpu.name, utilisation: gpu.utilisation },
        ...{ memoryUsedMb: gpu.memoryUsedMb, memoryTotalMb: gpu.memoryTotalMb },
        state: gpu.state === 'lost' ? 'error' : gpu.index === 0 ? 'busy' : 'available',
        jobs:
          gpu.index === 0
            ? [{ jobId: JOB_ID, kind: 'train', state: 'running', gpu: 0, gpuInstance: null }]
            : [],
        lanes: gpu.index === 0 ? [0, 1] : [],
        points: gpu.index === 0 ? 12 : 0,
      })),
      elsewhere: { jobs: [], lanes: [], points: 0 },
    }));
  }

  async #agents(request: Request, url: URL): Promise<Response> {
    const [, , , , agentId = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
    const what = rest.join('/');
    if (this.isSilent) return new Promise(() => undefined);
    if (request.method === 'GET') return this.#read(agentId, what, url);
    const body = request.headers.get('content-length') === '0' ? null : await request.text();
    const given = body === null || body === '' ? null : JSON.parse(body);
    this.asked.push([`${request.method} ${agentId}${what === '' ? '' : `/${what}`}`, given]);
    this.#act(request.method, agentId, what, given);
    this.#hub.sendSystem();
    return Response.json(this.#hub.systemNow().agents.find((one) => one.agentId === agentId) ?? {});
  }

  #read(agentId: string, what: string, url: URL): Response {
    if (agentId === 'join-tokens') return Response.json({ tokens: [] });
    if (what === 'departure') return Response.json(this.departure);
    if (what === 'preflight') return Response.json({ report: this.preflight });
    const gpu = /^gpus\/([01])\/telemetry$/.exec(what);
    if (gpu !== null) return Response.json(fakeGpuTelemetry(agentId, Number(gpu[1]), url));
    if (what === 'telemetry') return Response.json(fakeHostTelemetry(url));
    if (what.endsWith('/telemetry')) return problem('not_found');
    if (what === 'log') {
      const after = Number(url.searchParams.get('after') ?? 0);
      const lines = this.log.filter(({ line }) => line > after);
      return Response.json({ epoch: 'e1', oldest: 1, lines } satisfies AgentLog);
    }
    throw new TremoloError('not_found', `nothing at ${what}`);
  }

  #act(method: string, agentId: string, what: string, given: Record<string, never> | null): void {
    const was = this.#of(agentId);
    const sinceMs = Date.now();
    const gpuUuid = what.startsWith('gpus/') ? (what.split('/')[1] ?? null) : null;
    const drain = { sinceMs, pointsLeft: 12, pointsWithoutRoom: 3, jobsRunning: 1 };
    if (what === 'drain') this.set(agentId, { drain: { after: given?.after ?? 'stop', ...drain } });
    if (what === 'resume') this.set(agentId, { drain: null, order: null });
    if (what === 'terminate') this.set(agentId, { order: { what: 'stop', sinceMs } });
    if (what === 'restart') this.set(agentId, { order: { what: 'restart', sinceMs } });
    if (what === 'limits' && given !== null) this.set(agentId, { limits: given as never });
    if (!what.endsWith('maintenance')) return;
    const others = was.maintenance.filter((one) => one.gpuUuid !== gpuUuid);
    const begun = {
      gpuUuid,
      sinceMs,
      ...(given as unknown as { reason: string; untilMs: number }),
    };
    this.set(agentId, { maintenance: method === 'PUT' ? [...others, begun] : others });
  }
}

function fakeLog(): AgentLogLine[] {
  const atMs = Date.now() - MINUTE_MS;
  return [
    {
      line: 1,
      atMs,
      level: 'info',
      part: 'agent',
      text: 'connected to the broker url="mqtts://plant:8883"',
    },
    { line: 2, atMs: atMs + 10, level: 'info', part: 'lane-0', text: 'the model is open' },
    {
      line: 3,
      atMs: atMs + 4_000,
      level: 'error',
      part: 'agent',
      text: 'a lane died and is started again lane=1 how="signal SIGKILL"',
    },
    { line: 4, atMs: atMs + 9_000, level: 'warn', part: 'lane-1', text: 'a point has no data' },
  ];
}

function fakePreflight(): AgentPreflight['report'] {
  return {
    agentId: 'agent-2' as never,
    atMs: Date.now() - 10 * MINUTE_MS,
    findings: [
      { check: 'Driver', state: 'ok', says: 'NVIDIA 535.54.03 with CUDA 12.2.', fix: null },
      {
        check: 'cuDNN',
        state: 'failed',
        says: 'cuDNN 9 is not there, so CUDA cannot be used.',
        fix: 'Install cuDNN 9 for CUDA 12.',
      },
    ],
  };
}

function fakeOverview(): GpuOverview {
  const wave = (top: number) =>
    Array.from({ length: SLOTS }, (_, i) =>
      i > 20 && i < 26 ? null : top * (0.5 + 0.3 * Math.sin(i / 6)),
    );
  return {
    firstMs: Date.now() - SLOTS * MINUTE_MS,
    slotMs: MINUTE_MS,
    slots: SLOTS,
    gpus: [0, 1].map((index) => ({
      ...{ uuid: `GPU-${index}`, agentId: 'agent-2', index, name: 'NVIDIA A100-SXM4-80GB' },
      ...{ memoryTotalMb: 81_920, seenMs: Date.now() },
      utilisation: index === 0 ? wave(1) : [],
      memoryUsedMb: wave(60_000),
      temperatureC: wave(60),
      powerW: wave(300),
    })),
  };
}
