import { SYSTEM_CONDITION_NAMES } from '#schemas/fleet/system-condition';
import { AGENT_STATUSES, type SystemState } from '#schemas/http/system';
import { agentFigures } from '#schemas/metrics/agent-figures';
import { Sheet, samplesBy } from '#schemas/metrics/sheet';

const MB = 1_048_576;

export interface Measured {
  readonly system: SystemState;
  /** How many points are in each condition; those that nothing was heard of under `unknown`. */
  readonly conditions: ReadonlyMap<string, number>;
  /** Jobs that have not ended, by queue and state. */
  readonly jobs: readonly { readonly queue: string; readonly state: string; readonly n: number }[];
  readonly requests: {
    readonly totals: Readonly<Record<string, number>>;
    readonly totalMs: number;
  };
  readonly mail: { readonly waiting: number; readonly dead: number };
}

/** What Prometheus reads of the hub: base units, and labels that are bounded by what stands in the plant. */
export function metricsOf({ system, conditions, jobs, requests, mail }: Measured): Promise<string> {
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
  sheet.gauge('tremolo_people', 'People of whom a session is open.', [[hub.people]]);
  sheet.counter(
    'tremolo_http_requests_total',
    'Requests of the API, by status.',
    samplesBy('status', Object.entries(requests.totals)),
  );
  sheet.counter('tremolo_http_request_seconds_total', 'Time taken for requests of the API.', [
    [requests.totalMs / 1_000],
  ]);
  sheet.gauge(
    'tremolo_http_request_p95_seconds',
    'Within this 95 % of the requests of the last minute were answered.',
    [[hub.requests.p95Ms === null ? null : hub.requests.p95Ms / 1_000]],
  );
  sheet.gauge('tremolo_points', 'Points by condition.', samplesBy('condition', conditions));
  sheet.gauge('tremolo_sensors', 'Sensors that are known, and those of them that are there.', [
    [sensors.known, { state: 'known' }],
    [sensors.online, { state: 'online' }],
  ]);
  sheet.gauge(
    'tremolo_jobs',
    'Jobs that have not ended, by queue and state.',
    jobs.map(({ queue, state, n }) => [n, { queue, state }]),
  );
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
    samplesBy('kind', Object.entries(hub.losses)),
  );
  sheet.gauge(
    'tremolo_agents',
    'Agents by status.',
    AGENT_STATUSES.map((status) => [
      agents.filter((agent) => agent.status === status).length,
      { status },
    ]),
  );
  sheet.gauge(
    'tremolo_conditions_raised',
    'What is wrong with hub, agents and GPUs now, by kind.',
    SYSTEM_CONDITION_NAMES.map((kind) => [
      system.conditions.filter((one) => one.kind === kind).length,
      { kind },
    ]),
  );
  agentFigures(sheet, agents);
  return sheet.text();
}
