import { THROTTLE_REASONS } from '#schemas/broker/gpu';
import { type AgentDescription, type Heartbeat, LOSS_COUNTERS } from '#schemas/broker/messages';
import type { Sample, Sheet } from '#schemas/metrics/sheet';

const MB = 1_048_576;

/** What is known of an agent at the moment. */
export interface MeasuredAgent {
  readonly agentId: string;
  readonly assignedPoints: number;
  readonly loadWindowsPerSecond: number;
  readonly description: AgentDescription | null;
  readonly heartbeat: Heartbeat | null;
}

/** Figures of agents and of the GPUs of their machines, labelled by both: hub and agent name them alike. */
export function agentFigures(sheet: Sheet, agents: readonly MeasuredAgent[]): void {
  const each = (pick: (agent: MeasuredAgent) => number | null | undefined): Sample[] =>
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
  sheet.gauge(
    'tremolo_agent_host_disk_used_ratio',
    'Used share of the disk that holds its data folder.',
    each((one) => one.heartbeat?.host?.diskUsedShare),
  );
  sheet.gauge(
    'tremolo_agent_host_disk_free_bytes',
    'Free on that disk.',
    each((one) => one.heartbeat?.host?.diskFreeMb && one.heartbeat.host.diskFreeMb * MB),
  );
  sheet.gauge(
    'tremolo_agent_host_network_received_bytes_per_second',
    'What its network adapters receive.',
    each((one) => one.heartbeat?.host?.receivedBytesPerSecond),
  );
  sheet.gauge(
    'tremolo_agent_host_network_sent_bytes_per_second',
    'What its network adapters send.',
    each((one) => one.heartbeat?.host?.sentBytesPerSecond),
  );
  sheet.gauge(
    'tremolo_agent_host_temperature_celsius',
    'Temperature of its processor.',
    each((one) => one.heartbeat?.host?.temperatureC),
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
  gpuFigures(sheet, agents);
}

function gpuFigures(sheet: Sheet, agents: readonly MeasuredAgent[]): void {
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
  sheet.gauge(
    'tremolo_gpu_power_limit_watts',
    'Power that it may draw.',
    each((gpu) => gpu.powerLimitW),
  );
  sheet.gauge(
    'tremolo_gpu_memory_clock_hertz',
    'Clock of its memory.',
    each((gpu) => gpu.memoryClockMhz && gpu.memoryClockMhz * 1e6),
  );
  sheet.gauge(
    'tremolo_gpu_slowed',
    'Whether its clocks are held down, by the driver’s reason.',
    gpus.flatMap(({ gpu, labels }) =>
      THROTTLE_REASONS.map(
        (reason): Sample => [
          gpu.throttle === null ? null : Number(gpu.throttle.includes(reason)),
          { ...labels, reason },
        ],
      ),
    ),
  );
  sheet.gauge(
    'tremolo_gpu_retired_pages',
    'Pages or rows of its memory that are out of use.',
    each((gpu) => gpu.detail?.retiredPages),
  );
  sheet.gauge(
    'tremolo_gpu_processes',
    'Processes that use it.',
    each((gpu) => gpu.detail?.processes.length),
  );
  sheet.gauge(
    'tremolo_gpu_mig_instances',
    'Instances into which it is divided.',
    each((gpu) => (gpu.detail?.mig.mode === 'enabled' ? gpu.detail.mig.instances.length : null)),
  );
  sheet.counter(
    'tremolo_gpu_corrected_errors_total',
    'Corrected memory errors since the driver was loaded.',
    each((gpu) => gpu.detail?.eccCorrected.volatile),
  );
  sheet.counter(
    'tremolo_gpu_uncorrected_errors_total',
    'Uncorrected memory errors since the driver was loaded.',
    each((gpu) => gpu.detail?.eccUncorrected.volatile),
  );
}
