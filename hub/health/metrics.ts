import { Counter, Gauge, Registry } from 'prom-client';
import { LOSS_COUNTERS } from '#schemas/broker/messages';
import type { AgentState, SystemState } from '#schemas/http/system';

const MB = 1_048_576;
const STATES = ['online', 'draining', 'offline'] as const;

export interface Measured {
  readonly system: SystemState;
  /** How many points are in each condition; those that nothing was heard of under `unknown`. */
  readonly conditions: ReadonlyMap<string, number>;
  readonly mail: { readonly waiting: number; readonly dead: number };
}

/**
 * What Prometheus reads, in its text format 0.0.4: base units, and labels that are bounded by what stands in the plant (agents,
 * GPUs, kinds of loss). A figure that is not known is left out.
 */
export function metricsOf({ system, conditions, mail }: Measured): Promise<string> {
  const sheet = new Sheet();
  const { hub, broker, sensors, agents } = system;
  sheet.gauge('tremolo_build_info', 'The version that runs.', [[1, { version: hub.version }]]);
  sheet.gauge('tremolo_uptime_seconds', 'Since the hub started.', [[hub.uptimeS]]);
  sheet.gauge('process_resident_memory_bytes', 'Memory of the hub.', [[hub.rssMb * MB]]);
  sheet.gauge(
    'tremolo_loop_delay_seconds',
    'How late the event loop of the hub runs, 99th percentile.',
    [[hub.loopDelayP99Ms / 1_000]],
  );
  sheet.gauge('tremolo_database_size_bytes', 'Size of the database.', [[hub.databaseMb * MB]]);
  sheet.gauge('tremolo_disk_free_bytes', 'Free on the disk of the data folder.', [
    [hub.diskFreeMb === null ? null : hub.diskFreeMb * MB],
  ]);
  sheet.gauge('tremolo_screens', 'Open WebSocket connections.', [[hub.screens]]);
  sheet.gauge('tremolo_points', 'Points by condition.', labelled('condition', conditions));
  sheet.gauge('tremolo_sensors', 'Sensors that are known, and those of them that are there.', [
    [sensors.known, { state: 'known' }],
    [sensors.online, { state: 'online' }],
  ]);
  sheet.gauge('tremolo_mail_waiting', 'Letters that wait to be sent.', [[mail.waiting]]);
  sheet.counter('tremolo_mail_given_up_total', 'Letters given up after the last try.', [
    [mail.dead],
  ]);
  sheet.gauge('tremolo_broker_up', 'Whether the hub is connected to the broker.', [
    [Number(broker.connected)],
  ]);
  sheet.counter('tremolo_broker_restarts_total', 'Restarts of the embedded broker.', [
    [broker.restarts],
  ]);
  sheet.gauge('tremolo_broker_clients', 'Clients at the broker.', [[broker.clients]]);
  sheet.counter(
    'tremolo_hub_losses_total',
    'What the hub could not take, by kind.',
    entries('kind', hub.losses),
  );
  sheet.gauge(
    'tremolo_agents',
    'Agents by status.',
    STATES.map((status) => [agents.filter((agent) => agent.status === status).length, { status }]),
  );
  agentFigures(sheet, agents);
  gpuFigures(sheet, agents);
  return sheet.text();
}

function agentFigures(sheet: Sheet, agents: readonly AgentState[]): void {
  const each = (pick: (agent: AgentState) => number | null | undefined): Sample[] =>
    agents.map((agent) => [pick(agent) ?? null, { agent: agent.agentId }]);
  sheet.gauge(
    'tremolo_agent_points',
    'Points that an agent has.',
    each((one) => one.assignedPoints),
  );
  sheet.gauge(
    'tremolo_agent_load_windows_per_second',
    'Windows a second that an agent diagnoses.',
    each((one) => one.loadWindowsPerSecond),
  );
  sheet.gauge(
    'tremolo_agent_capacity_windows_per_second',
    'Windows a second that it measured itself to carry.',
    each((one) => one.description?.capacityWindowsPerSecond),
  );
  sheet.gauge(
    'tremolo_agent_memory_bytes',
    'Memory of the agent, without its lanes.',
    each((one) => one.heartbeat && one.heartbeat.rssMb * MB),
  );
  sheet.gauge(
    'tremolo_agent_host_cpu_ratio',
    'Busy share of all cores of the machine.',
    each((one) => one.heartbeat?.host?.cpuShare),
  );
  sheet.gauge(
    'tremolo_agent_host_memory_ratio',
    'Used share of its memory.',
    each((one) => one.heartbeat?.host?.memoryUsedShare),
  );
  sheet.counter(
    'tremolo_agent_losses_total',
    'What lanes could not take, by kind, since the agent started.',
    agents.flatMap((agent) =>
      agent.heartbeat === null
        ? []
        : LOSS_COUNTERS.map(
            (kind): Sample => [
              agent.heartbeat?.lanes.reduce((sum, lane) => sum + lane.losses[kind], 0) ?? null,
              { agent: agent.agentId, kind },
            ],
          ),
    ),
  );
}

function gpuFigures(sheet: Sheet, agents: readonly AgentState[]): void {
  const gpus = agents.flatMap(({ agentId, heartbeat }) =>
    (heartbeat?.gpu?.gpus ?? []).map((gpu) => ({ gpu, labels: { agent: agentId, gpu: gpu.uuid } })),
  );
  type Gpu = (typeof gpus)[number]['gpu'];
  const each = (pick: (gpu: Gpu) => number | null | undefined): Sample[] =>
    gpus.map(({ gpu, labels }) => [pick(gpu) ?? null, labels]);
  sheet.gauge(
    'tremolo_gpu_up',
    'Whether the driver reaches the GPU.',
    each((gpu) => Number(gpu.state === 'ok')),
  );
  sheet.gauge(
    'tremolo_gpu_memory_used_bytes',
    'Memory in use.',
    each((gpu) => gpu.memoryUsedMb && gpu.memoryUsedMb * MB),
  );
  sheet.gauge(
    'tremolo_gpu_memory_size_bytes',
    'Memory that it has.',
    each((gpu) => gpu.memoryTotalMb && gpu.memoryTotalMb * MB),
  );
  sheet.gauge(
    'tremolo_gpu_busy_ratio',
    'Share of time in which a kernel ran.',
    each((gpu) => gpu.utilisation),
  );
  sheet.gauge(
    'tremolo_gpu_temperature_celsius',
    'Temperature of the chip.',
    each((gpu) => gpu.temperatureC),
  );
  sheet.gauge(
    'tremolo_gpu_power_watts',
    'Power that it draws.',
    each((gpu) => gpu.powerW),
  );
  sheet.gauge(
    'tremolo_gpu_clock_hertz',
    'Clock of its multiprocessors.',
    each((gpu) => gpu.clockMhz && gpu.clockMhz * 1e6),
  );
  sheet.counter(
    'tremolo_gpu_uncorrected_errors_total',
    'Uncorrected memory errors since the driver was loaded.',
    each((gpu) => gpu.detail?.eccUncorrected.volatile),
  );
}

type Sample = readonly [value: number | null, labels?: Readonly<Record<string, string>>];

const entries = (label: string, values: Readonly<Record<string, number>>): Sample[] =>
  Object.entries(values).map(([key, value]) => [value, { [label]: key }]);
const labelled = (label: string, values: ReadonlyMap<string, number>): Sample[] =>
  [...values].map(([key, value]) => [value, { [label]: key }]);

/** One answer to Prometheus: made anew for each, so that what went away is gone from it. */
class Sheet {
  readonly #registry = new Registry();

  gauge(name: string, help: string, samples: readonly Sample[]): void {
    const gauge = new Gauge({
      name,
      help,
      labelNames: labelsOf(samples),
      registers: [this.#registry],
    });
    this.#keep(name, samples, (labels, value) => gauge.set(labels, value));
  }

  counter(name: string, help: string, samples: readonly Sample[]): void {
    const counter = new Counter({
      name,
      help,
      labelNames: labelsOf(samples),
      registers: [this.#registry],
    });
    this.#keep(name, samples, (labels, value) => counter.inc(labels, value));
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #keep(
    name: string,
    samples: readonly Sample[],
    put: (labels: Record<string, string>, value: number) => void,
  ): void {
    const known = samples.filter(([value]) => value !== null);
    // prom-client gives a metric that nothing is known of the value 0.
    if (known.length === 0) this.#registry.removeSingleMetric(name);
    for (const [value, labels] of known) put({ ...labels }, value as number);
  }
}

const labelsOf = (samples: readonly Sample[]) => Object.keys(samples[0]?.[1] ?? {});
