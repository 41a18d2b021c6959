import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { NodeChanged } from '#schemas/http/nodes';
import { type ApiDescription, type ApiOperation, OPENAPI_ROUTES } from '#schemas/http/openapi';
import type { PlantTemplate } from '#schemas/http/plant-transfer';
import type { RouteRow } from '#schemas/http/route-row';
import { CREDENTIALS_FILE, Credentials } from '../../hub/broker/credentials.ts';
import { exampleOf } from '../../ui/screens/docs/example-of.ts';
import { fakeGpu } from '../browser/fake-gpu.ts';
import { agentSays, heartbeatOf, sensorSays } from '../hub/plant-messages.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

/** What a request changes by being made at all (the trail, and when somebody was last here), and what the hub keeps by the clock. */
const MOVING = [
  ...['audit', 'sessions', 'refresh_tokens', 'sign_in_failures', 'counters', 'outbox'],
  ...['capacity', 'system_conditions', 'rollups'],
];
/** Where an example of the type alone would not do. */
const QUERY: Readonly<Record<string, string>> = {
  ...{ from: '0', to: '1000000' },
  // A point that is not there is said to be unknown.
  ...{ points: 'pt_01ARZ3NDEKTSV4RRFFQ69G5FAV', figures: 'velocity' },
};
const PLENTY = { perHour: 10_000_000, burst: 100_000 };

/** A hub with one of everything in it, and an administrator who may ask for all of it. */
export class ApiBox {
  readonly people: PeopleBox;
  readonly admin: BrowserSession;
  /** What stands in paths: ids of things that are really there. */
  readonly values: Readonly<Record<string, string>>;
  readonly #agentSecret: string;
  readonly #operations: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;

  private constructor(
    people: PeopleBox,
    admin: BrowserSession,
    values: Record<string, string>,
    operations: Record<string, Record<string, ApiOperation>>,
    agentSecret: string,
  ) {
    this.people = people;
    this.admin = admin;
    this.values = values;
    this.#operations = operations;
    this.#agentSecret = agentSecret;
  }

  static async start(): Promise<ApiBox> {
    const people = await PeopleBox.start();
    await people.set('limits', {
      perKey: PLENTY,
      perPerson: PLENTY,
      perAddress: PLENTY,
      signIn: PLENTY,
      work: PLENTY,
    });
    await people.set('signIn', { secondFactorRoles: [] });
    for (const name of ['Bob', 'Carol', 'Dave']) await people.add(name, 'operator');
    await people.add('Ada', 'admin');
    const admin = await people.signedIn('Ada');
    const { paths } = await admin.ask<Pick<ApiDescription, 'paths'>>(
      'GET',
      OPENAPI_ROUTES.openapi.path,
    );
    const path = join(people.box.dataDir, CREDENTIALS_FILE);
    const credentials = new Credentials({ path, clock: Date.now });
    const { password } = await credentials.add({ kind: 'agent', id: 'a-1' });
    return new ApiBox(people, admin, await oneOfEach(people, admin), paths, password);
  }

  get origin(): string {
    return this.people.origin;
  }

  /** The row's path with what is there, `more` in place of some of it. */
  pathOf({ path }: RouteRow, more: Readonly<Record<string, string>> = {}): string {
    return path.replace(/:(\w+)/g, (_, name) =>
      encodeURIComponent(more[name] ?? this.values[name] ?? nothingOf(name, path)),
    );
  }

  /** Schema of the row’s body as the API document has it; null where it takes none. */
  bodySchema({ method, path }: RouteRow): object | null {
    const operation = this.#operations[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    return operation?.requestBody?.content['application/json']?.schema ?? null;
  }

  /** What the row’s query cannot do without. */
  neededQuery({ method, path }: RouteRow): Record<string, string> {
    const operation = this.#operations[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    const needed = (operation?.parameters ?? []).filter(
      (one) => one.in === 'query' && one.required,
    );
    return Object.fromEntries(
      needed.map(({ name, schema = {} }) => [name, String(QUERY[name] ?? exampleOf(schema, name))]),
    );
  }

  /** What proves who asks: the administrator, and an agent where only agents are let in. */
  headersFor(path: string): Record<string, string> {
    if (!path.startsWith('/api/v1/agent/')) return this.admin.headers;
    return { authorization: `Bearer tra_a-1.${this.#agentSecret}` };
  }

  /** Sends it as the administrator, or as an agent, without following where an answer leads. */
  send(method: string, path: string, body?: string): Promise<Response> {
    return fetch(this.origin + path, {
      method,
      redirect: 'manual',
      headers: {
        ...this.headersFor(path),
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    });
  }

  /** Each table with a fingerprint of all of its rows. */
  async tables(): Promise<Record<string, string>> {
    const { store } = this.people.rooms;
    const found = await store.read(
      "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    );
    const prints: Record<string, string> = {};
    for (const { name } of found) {
      const isMoving = MOVING.some((one) => String(name).startsWith(one));
      const rows = isMoving ? [] : await store.read(`SELECT * FROM "${name}"`);
      prints[String(name)] = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    }
    return prints;
  }

  stop(): Promise<void> {
    return this.people.stop();
  }
}

/** Prefixes of ids of which there is nothing in the box: well formed, and of nothing. */
const PREFIXES: Readonly<Record<string, string>> = {
  captureId: 'cp',
  noteId: 'pn',
  alarmId: 'al',
  holdId: 'ah',
  policyId: 'ep',
  calendarId: 'sk',
  procedureId: 'pd',
  deliveryId: 'dv',
  webhookId: 'wh',
  pushId: 'ps',
};

function nothingOf(name: string, path: string): string {
  const prefix = name === 'ruleId' ? (path.includes('/captures') ? 'cr' : 'ar') : PREFIXES[name];
  return prefix === undefined ? 'none' : `${prefix}_01ARZ3NDEKTSV4RRFFQ69G5FAV`;
}

async function oneOfEach(
  people: PeopleBox,
  admin: BrowserSession,
): Promise<Record<string, string>> {
  const { assets, agents, events, directory, telemetryKeeper } = people.rooms;
  const made = new Promise<string>((done) => events.on('points', ([id]) => done(id)));
  assets.describe(sensorSays('s-1'));
  agents.describe(agentSays('nobody'), people.clock.nowMs);
  const host = { cpuShare: 0.2, memoryUsedShare: 0.4 };
  telemetryKeeper.take({ ...heartbeatOf('nobody', 0), host, gpu: fakeGpu(2, false) });
  await telemetryKeeper.flush();
  const bob = directory.find('Bob')?.userId ?? '';
  const { teamId } = await admin.ask<{ teamId: string }>('POST', '/api/v1/teams', { name: 'Day' });
  await admin.ask('POST', `/api/v1/teams/${teamId}/members`, { name: 'Bob' });
  const { key } = await admin.ask<{ key: { keyId: string } }>('POST', '/api/v1/keys', {
    name: 'Report',
    scopes: ['plant:read'],
  });
  const { diagnosisId } = await admin.ask<{ diagnosisId: string }>('POST', '/api/v1/diagnoses', {
    name: 'Pump',
    samples: Array.from({ length: 4_096 }, (_, i) => Math.sin(i / 4)),
    sampleRateHz: 12_000,
    unit: 'g',
  });
  const { jobId } = await admin.ask<{ jobId: string }>('POST', '/api/v1/jobs', {
    kind: 'benchmark',
    arguments: {},
  });
  const node = { parentId: null, kind: 'machine', name: 'P-1' };
  const laid = await admin.ask<NodeChanged>('POST', '/api/v1/nodes', node);
  const kept = { nodeId: laid.node.nodeId, name: 'Feed pump' };
  const { templateId } = await admin.ask<PlantTemplate>('POST', '/api/v1/plant/templates', kept);
  const role = {
    key: 'night',
    name: 'Night',
    description: '',
    inherits: ['viewer'],
    permissions: [],
  };
  await admin.ask('POST', '/api/v1/roles', role);
  const { processValues } = people.rooms;
  const heard = { address: 'g/n/speed', name: 'speed', unit: 'rpm', value: 1, isGood: true };
  processValues.hear('sparkplug', [heard]);
  await processValues.flush();
  const [value] = processValues.all();
  const dashboard = await admin.ask<{ dashboardId: string }>('POST', '/api/v1/dashboards', {
    ...{ name: 'Mine', widgets: [] },
  });
  return {
    userId: bob,
    subjectId: bob,
    teamId,
    pointId: await made,
    keyId: key.keyId,
    diagnosisId,
    jobId,
    queue: 'training',
    role: 'night',
    area: 'Hall',
    nodeId: laid.node.nodeId,
    changeId: laid.change.changeId,
    templateId,
    documentId: 'dc_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    tag: 'pump',
    key: 'widget.one',
    valueId: value.valueId,
    dashboardId: dashboard.dashboardId,
    channel: 'email',
    label: 'ball',
    section: 'general',
    kind: 'deletions',
    seq: '1',
    permission: 'plant:read',
    sessionId: 'se_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    agentId: 'nobody',
    index: '0',
    gpuUuid: 'GPU-8a56a4bc-1a2b-3c4d-5e6f-7a8b9c0d1e2f',
    sha256: 'ab'.repeat(32),
    offset: '0',
    provider: 'none',
    identityId: 'x'.repeat(43),
  };
}
