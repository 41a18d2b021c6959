import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { EscalationPolicy } from '#schemas/alarms/escalation';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { CaptureRule } from '#schemas/captures/rule';
import type { AlarmDetail, AlarmSummary } from '#schemas/http/alarms';
import type { NodeChanged } from '#schemas/http/nodes';
import type { PlantPlan } from '#schemas/http/plant-transfer';
import type { NodeId, PointId } from '#schemas/ids/ids';
import type { PlantChange } from '#schemas/plant/plant-change';
import { summaryOf } from './plant-messages.ts';
import { SightBox } from './sight-box.ts';

const OUTSIDE = 'This is outside the parts of the plant that your account may change.';
const WHEN = { source: 'figure', figure: 'velocityMmS', limit: 7, deadBand: 1 };
const RULE = { when: WHEN, per: 'point', consequence: 'major', timeToRespond: 'hour' };

let box: SightBox;

const ask = <Answer>(path: string) => box.guest.ask<Answer>('GET', `/api/v1${path}`);
const changes = async (query = '') =>
  (await ask<{ items: PlantChange[] }>(`/plant/changes?limit=50${query}`)).items;
const exported = async () => (await box.guest.send('GET', '/api/v1/plant/export')).text();
const imported = (text: string, dryRun = true) =>
  box.guest.ask<PlantPlan>('POST', '/api/v1/plant/import', { format: 'csv', text, dryRun });
/** What a refusal says. */
const sentence = async (method: string, path: string, body?: object) =>
  ((await (await box.guest.send(method, `/api/v1${path}`, body)).json()) as { detail: string })
    .detail;

beforeAll(async () => {
  box = await SightBox.start();
  await box.give(box.hall, 'engineer');
});
afterAll(() => box?.stop());

test('the history of a part has what was done wholly in it, and no names from elsewhere', async () => {
  const { admin, hall, yard, pumps } = box;
  const note = (nodeId: NodeId, by = admin) =>
    by.ask<NodeChanged>('PATCH', `/api/v1/nodes/${nodeId}`, { notes: `${Math.random()}` });
  await note(pumps[1]);
  await note(yard);
  const own = await note(pumps[0], box.guest);
  await box.move(pumps[1], hall);
  await box.move(pumps[1], yard);
  const seen = await changes();
  expect(JSON.stringify(seen)).not.toContain('Yard');
  expect(JSON.stringify(seen)).not.toContain('P-2');
  expect(seen[0]).toMatchObject({ changeId: own.change.changeId, by: 'Gus' });
  // Also what was done there before the role was given, sensors that came to it included.
  expect(new Set(seen.map(({ what }) => what))).toEqual(new Set(['edited', 'placed', 'created']));
  expect(await changes(`&targetId=${pumps[1]}`)).toEqual([]);
  const undo = `/plant/changes/${own.change.changeId}/undo`;
  expect(await box.status('POST', undo)).toBe(200);
});

test('a change that reaches over the edge of the part is undone by whoever may on both sides', async () => {
  const { admin, guest, hall, yard, pumps } = box;
  const path = `/api/v1/nodes/${pumps[1]}`;
  const { change } = await admin.ask<NodeChanged>('PATCH', path, { parentId: hall });
  const undo = `/plant/changes/${change.changeId}/undo`;
  expect(await box.status('POST', undo)).toBe(404);
  expect(await sentence('PATCH', `/nodes/${pumps[1]}`, { parentId: yard })).toBe(
    'There is no such node in the plant.',
  );
  await box.give(yard, 'engineer');
  await guest.ask('POST', `/api/v1${undo}`);
  await box.move(pumps[0], yard);
  await guest.ask('PATCH', `/api/v1/nodes/${pumps[0]}`, { parentId: hall });
  await box.take(yard);
  expect(await box.status('GET', `/nodes/${pumps[1]}`)).toBe(404);
});

test('a sensor that hangs nowhere is taken by whoever sees it, and by nobody who does not', async () => {
  const loose = await box.sensor('s-3');
  const at = `/points/${loose}`;
  expect(await box.status('PATCH', at, { nodeId: box.pumps[0] })).toBe(404);
  const let_go = await sentence('PATCH', `/points/${box.points[0]}`, { nodeId: null });
  expect(let_go).toBe(
    'What hangs nowhere is in no part of the plant: it needs plant:read everywhere.',
  );
  // A machine whose sensors would hang nowhere stays, too.
  expect(await box.status('DELETE', `/nodes/${box.pumps[0]}`)).toBe(403);
  const grant = `/api/v1/users/${box.gus}/permissions/plant:read`;
  await box.admin.ask('PUT', grant, { effect: 'grant' });
  expect(await box.status('PATCH', at, { name: 'Mine' })).toBe(403);
  expect(await box.status('PATCH', at, { nodeId: box.pumps[1] })).toBe(403);
  expect(await box.status('PATCH', at, { nodeId: box.pumps[0], name: 'Mine' })).toBe(200);
  const [placed] = await changes();
  expect(await box.status('POST', `/plant/changes/${placed.changeId}/undo`)).toBe(200);
  await box.admin.ask('DELETE', grant);
  // An area by name is a part, too: what is said to be in it is in sight.
  await box.admin.ask('PATCH', `/api/v1${at}`, { area: 'Dock' });
  const right = { subject: { kind: 'person', id: box.gus }, role: 'engineer', expiresMs: null };
  await box.admin.ask('PUT', '/api/v1/areas/Dock/rights', right);
  expect(await box.status('PATCH', at, { nodeId: box.pumps[0] })).toBe(200);
  await box.admin.ask('PATCH', `/api/v1${at}`, { nodeId: null });
  await box.admin.ask('PATCH', `/api/v1${at}`, { area: null });
  await box.admin.send('DELETE', `/api/v1/areas/Dock/rights/${box.gus}`);
});

test('a part goes out as a file and comes back; rows elsewhere are refused one by one, there or not', async () => {
  const text = await exported();
  const rows = text.trim().split('\n');
  expect(rows.map((row) => row.split(',').slice(0, 2).join(' ')).slice(1)).toEqual([
    'area North/Hall',
    'machine North/Hall/P-1',
    'point North/Hall/P-1',
  ]);
  expect(await imported(text)).toMatchObject({ errorCount: 0, unchanged: 3 });
  const bare = (...more: string[]) => ['kind,path,sensor_id', ...more].join('\n');
  const plan = await imported(
    bare(
      'machine,North/Hall/P-9,',
      'machine,North/Yard/P-9,',
      'machine,North/Nowhere/P-9,',
      'area,North/Dock,',
      'site,South,',
      'point,North/Hall/P-1,s-2',
      'point,North/Hall/P-1,s-77',
      'point,North/Yard/P-2,s-1',
      'point,,s-1',
    ),
  );
  expect(plan.errors.map(({ row, sentence: said }) => [row, said])).toEqual([
    [3, OUTSIDE],
    [4, OUTSIDE],
    [5, OUTSIDE],
    [6, OUTSIDE],
    [7, 'No sensor s-2 with axis 0 was heard.'],
    [8, 'No sensor s-77 with axis 0 was heard.'],
    [9, OUTSIDE],
    [10, OUTSIDE],
  ]);
  const done = await imported(bare('machine,North/Hall/P-9,'), false);
  expect(done).toMatchObject({ created: 1, errorCount: 0 });
  // What has the external id of something elsewhere moves nothing of it here.
  const taken = await imported('kind,path,external_id\nsite,North/Hall/X,SECRET-1\n');
  expect(taken.errorCount).toBe(1);
  expect(await box.status('POST', `/plant/changes/${done.changeId}/undo`)).toBe(200);
});

test('what is named in passing is no way to look elsewhere', async () => {
  const { admin, guest, pumps } = box;
  const { processValues } = box.people.rooms;
  const heard = { unit: 'r/min', value: 1_480, isGood: true };
  const values = ['shaft/1', 'shaft/2'];
  processValues.hear(
    'mqtt',
    values.map((address) => ({ address, name: address, ...heard })),
  );
  const [near, far] = values.map(
    (address) => processValues.all().find((one) => one.address === address)?.valueId,
  );
  for (const [valueId, nodeId] of [
    [near, pumps[0]],
    [far, pumps[1]],
  ]) {
    await admin.ask('PATCH', `/api/v1/process-values/${valueId}`, { nodeId });
  }
  const machine = (valueId: unknown) => ({ speed: { from: 'value', valueId, factor: 1 } });
  const edit = (valueId: unknown) =>
    box.status('PATCH', `/nodes/${pumps[0]}`, { machine: machine(valueId) });
  expect([await edit(far), await edit(near)]).toEqual([404, 200]);
  const draft = { parentId: box.hall, kind: 'machine', name: 'P-7', machine: machine(far) };
  expect(await box.status('POST', '/nodes', draft)).toBe(404);
  // What somebody else said of the machine stays as it is, whatever else is changed of it.
  await admin.ask('PATCH', `/api/v1/nodes/${pumps[0]}`, { machine: machine(far) });
  await guest.ask('PATCH', `/api/v1/nodes/${pumps[0]}`, { notes: 'Ours.' });
  // An external id is given once: whose it is, is said to those who see that.
  const taken = { externalId: 'SECRET-1' };
  expect(await sentence('PATCH', `/nodes/${pumps[0]}`, taken)).toBe(
    'The external id SECRET-1 is taken already.',
  );
  const told = await admin.send('PATCH', `/api/v1/nodes/${pumps[0]}`, taken);
  expect(((await told.json()) as { detail: string }).detail).toContain('North');
});

test('rules that hold in the part are shown without what they say of elsewhere; his own alone are changed', async () => {
  const { admin, hall, yard, points } = box;
  const make = (by: typeof admin, name: string, scope: object) =>
    by.ask<AlarmRule>('POST', '/api/v1/alarm-rules', { ...RULE, name, scope });
  const own = await make(box.guest, 'Own', { nodeIds: [hall] });
  const both = await make(admin, 'Both', { nodeIds: [hall, yard], pointIds: [points[1]] });
  const other = await make(admin, 'Other', { pointIds: [points[1]] });
  const { rules, editable } = await ask<{ rules: AlarmRule[]; editable: string[] }>('/alarm-rules');
  expect(editable).toEqual([own.ruleId]);
  const shown = rules.find(({ ruleId }) => ruleId === both.ruleId);
  expect(shown?.scope).toMatchObject({ nodeIds: [hall], pointIds: [] });
  expect(rules.some(({ ruleId }) => ruleId === other.ruleId)).toBe(false);
  expect(rules.some(({ isBuiltIn }) => isBuiltIn)).toBe(true);
  expect(rules.some(({ when }) => 'source' in when && when.source === 'system')).toBe(false);
  expect(await box.status('GET', `/alarm-rules/${other.ruleId}`)).toBe(404);
  const rule = { ...RULE, name: 'Both', scope: { nodeIds: [hall] } };
  expect(
    await sentence('PUT', `/alarm-rules/${both.ruleId}`, { rule, revision: both.revision }),
  ).toBe('Your account may not do this: it needs alarm:configure at a place out of sight.');
  const wider = [
    {},
    { tags: ['pump'] },
    { nodeIds: [hall], tags: ['pump'] },
    { machineKinds: ['pump'] },
  ];
  for (const scope of wider) {
    expect(await box.status('POST', '/alarm-rules', { ...RULE, name: 'Wide', scope })).toBe(403);
  }
  const system = { source: 'system' };
  const ofSystem = { ...RULE, name: 'Wide', when: system, scope: { nodeIds: [hall] } };
  expect(await box.status('POST', '/alarm-rules', ofSystem)).toBe(403);
  const whileRules = { suppression: { whileRules: [other.ruleId] }, scope: { nodeIds: [hall] } };
  expect(await box.status('POST', '/alarm-rules', { ...RULE, name: 'Led', ...whileRules })).toBe(
    404,
  );
  // One that came with Tremolo and was narrowed to the part would hold everywhere again.
  const [builtIn] = rules.filter(({ isBuiltIn }) => isBuiltIn);
  expect(await box.status('POST', `/alarm-rules/${builtIn.ruleId}/restore`)).toBe(403);
  for (const { ruleId } of [both, other]) {
    await admin.ask('DELETE', `/api/v1/alarm-rules/${ruleId}`);
  }
  await box.guest.ask('DELETE', `/api/v1/alarm-rules/${own.ruleId}`);
});

test('escalation and procedures are kept for a part, and hold there alone', async () => {
  const { admin, guest, hall, yard } = box;
  const steps = [{ afterMinutes: 5, who: [{ kind: 'role', role: 'engineer' }] }];
  const policy = (name: string, nodeId: NodeId | null) => ({ name, nodeId, steps });
  const path = '/escalation-policies';
  expect(await box.status('POST', path, policy('All', null))).toBe(403);
  await admin.ask('POST', `/api/v1${path}`, policy('Site', null));
  const far = await admin.ask<EscalationPolicy>('POST', `/api/v1${path}`, policy('Far', yard));
  const own = await guest.ask<EscalationPolicy>('POST', `/api/v1${path}`, policy('Near', hall));
  const { policies } = await ask<{ policies: EscalationPolicy[] }>(path);
  expect(policies.map(({ name }) => name)).toEqual(['Site', 'Near']);
  const named = { ...RULE, name: 'Named', scope: { nodeIds: [hall] }, policyId: far.policyId };
  expect(await box.status('POST', '/alarm-rules', named)).toBe(404);
  const rule = await guest.ask<AlarmRule>('POST', '/api/v1/alarm-rules', {
    ...named,
    policyId: own.policyId,
  });
  for (const [name, nodeId] of [
    ['Near crane', hall],
    ['Far crane', yard],
  ]) {
    const procedure = { name, nodeId, source: 'figure', steps: ['Call 4711'] };
    await admin.ask('POST', '/api/v1/alarm-procedures', procedure);
  }
  const { rooms, clock } = box.people;
  const raised = new Promise<string>((done) => {
    rooms.events.on('alarms', ([news]) => news.what === 'raised' && done(news.alarmId));
  });
  clock.nowMs += 1_000;
  const summaries = box.points.map((id: PointId) => summaryOf(id, clock.nowMs, 9));
  rooms.events.emit('summaries', rooms.latest.take(summaries));
  const { advice } = await ask<AlarmDetail>(`/alarms/${await raised}`);
  const titles = advice.map(({ title }) => title);
  expect(titles).toContain('Near crane');
  expect(titles).not.toContain('Far crane');
  const closed = new Promise<void>((done) => {
    rooms.events.on('alarms', ([news]) => news.what === 'closed' && done());
  });
  await guest.ask('DELETE', `/api/v1/alarm-rules/${rule.ruleId}`);
  await closed;
  // What has come and gone was raised all the same.
  const { standing, flood } = await ask<AlarmSummary>('/alarm-summary');
  expect([standing, flood.lastTenMinutes]).toEqual([0, 1]);
});

test('rules of captures, tags and patterns are those of the part, or of the whole site', async () => {
  const { admin, hall, yard, points } = box;
  const rule = (nodeId: NodeId, name: string) => ({
    ...{ name, nodeId, trigger: { kind: 'timer', everyMinutes: 60 } },
    ...{ window: { preMs: 500, postMs: 500 }, isEnabled: false },
  });
  await admin.ask('POST', '/api/v1/captures/rules', rule(yard, 'Far'));
  await box.guest.ask('POST', '/api/v1/captures/rules', rule(hall, 'Near'));
  const { rules } = await ask<{ rules: CaptureRule[] }>('/captures/rules');
  expect(rules.map(({ name }) => name)).toEqual(['Near']);
  for (const [i, tag] of ['near', 'far'].entries()) {
    await admin.ask('PATCH', `/api/v1/points/${points[i]}`, { tags: [tag] });
  }
  expect(await ask<object>('/tags')).toEqual({ tags: [{ tag: 'near', points: 1 }] });
  expect(await box.status('GET', '/bearings')).toBe(200);
  expect(await box.status('GET', '/captures/storage')).toBe(403);
  const { templateId } = await admin.ask<{ templateId: string }>(
    'POST',
    '/api/v1/plant/templates',
    { nodeId: box.pumps[1], name: 'Pump' },
  );
  const copy = (parentId: NodeId) =>
    box.status('POST', '/plant/copies', {
      ...{ from: { templateId }, parentId, names: 'C-{1..2}', dryRun: false },
    });
  expect([await copy(hall), await copy(yard)]).toEqual([200, 404]);
  expect(await box.status('DELETE', `/plant/templates/${templateId}`)).toBe(403);
});
