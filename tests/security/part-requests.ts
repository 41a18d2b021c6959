import type { PartThings, Where } from './part-things.ts';

interface Wanted {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
}

/** What a field names, and in which part that is. */
type IdOf = (field: string) => Promise<unknown>;
type WhereOf = (field: string) => Where;
type Making = (things: PartThings, id: IdOf, whereOf: WhereOf) => Wanted | Promise<Wanted>;

const byParam =
  (param: string, body?: unknown): Making =>
  async (_things, id) => ({ params: { [param]: String(await id(`params.${param}`)) }, body });

const byCaptures =
  (more: object): Making =>
  async (things, id) => {
    // One where it is allowed stands beside it: all of them, or none.
    const captureIds = [await things.of('capture', 'hall'), await id('body.captureIds')];
    return { body: { captureIds, ...more } };
  };

const REASON = { minutes: 5, reason: 'Because' };
const TREND = { from: '0', to: '1000' };
const LABEL = { label: 'healthy', confidence: 1 };

async function ofDocument(things: PartThings, id: IdOf): Promise<Record<string, string>> {
  const nodeId = String(await id('params.nodeId'));
  const { box } = things;
  const path = `/api/v1/nodes/${nodeId}/documents?title=Paper`;
  const headers = { ...box.admin.headers, 'content-type': 'application/octet-stream' };
  const made = await fetch(box.people.origin + path, {
    method: 'POST',
    headers: { ...headers, origin: box.people.origin },
    body: '%PDF-1.4\n%%EOF\n',
  });
  return { nodeId, documentId: ((await made.json()) as { documentId: string }).documentId };
}

async function ofPoint(things: PartThings, id: IdOf): Promise<Record<string, string>> {
  const pointId = String(await id('params.pointId'));
  return { pointId: things.box.points.includes(pointId as never) ? pointId : '' };
}

/** A good request for each route that names things of the plant; `id` says what a field names. */
export const requestsInParts: Readonly<Record<string, Making>> = {
  node: byParam('nodeId'),
  makeNode: async (things, id) => ({
    body: { parentId: await id('body.parentId'), kind: 'line', name: things.name() },
  }),
  editNode: async (things, id, whereOf) => ({
    params: { nodeId: await things.machine(whereOf('params.nodeId')) },
    body: { parentId: await id('body.parentId'), notes: 'Changed.' },
  }),
  removeNode: byParam('nodeId'),
  undoPlantChange: byParam('changeId'),
  addDocument: async (_things, id) => ({
    params: { nodeId: String(await id('params.nodeId')) },
    query: { title: 'Front' },
    body: '%PDF-1.4\n%%EOF\n',
  }),
  document: async (things, id) => ({ params: await ofDocument(things, id) }),
  editDocument: async (things, id) => ({
    params: await ofDocument(things, id),
    body: { title: 'Side' },
  }),
  removeDocument: async (things, id) => ({ params: await ofDocument(things, id) }),
  bringBackDocument: async (things, id) => ({ params: await ofDocument(things, id) }),
  point: async (things, id) => ({ params: await ofPoint(things, id) }),
  editPoint: async (things, id) => ({
    params: await ofPoint(things, id),
    body: { nodeId: await id('body.nodeId') },
  }),
  removePoint: async (things, _id, whereOf) => ({
    params: { pointId: await things.loosePoint(whereOf('params.pointId')) },
  }),
  trend: async (things, id) => ({ params: await ofPoint(things, id), query: TREND }),
  changes: async (things, id) => ({ params: await ofPoint(things, id) }),
  editProcessValue: async (_things, id) => ({
    params: { valueId: String(await id('params.valueId')) },
    body: { nodeId: await id('body.nodeId') },
  }),
  removeProcessValue: byParam('valueId'),
  valueTrend: async (_things, id) => ({
    params: { valueId: String(await id('params.valueId')) },
    query: TREND,
  }),
  exportPlant: async (_things, id) => ({ query: { nodeId: String(await id('query.nodeId')) } }),
  copyNode: async (things, id, whereOf) => ({
    body: {
      from: { nodeId: await things.machine(whereOf('body.from.nodeId')) },
      parentId: await id('body.parentId'),
      names: things.name(),
      dryRun: false,
    },
  }),
  makeTemplate: async (things, _id, whereOf) => ({
    body: { nodeId: await things.machine(whereOf('body.nodeId')), name: things.name() },
  }),
  addCaptureRule: async (things, id) => ({
    body: things.captureRule((await id('body.nodeId')) as never),
  }),
  editCaptureRule: async (things, id) => ({
    params: { ruleId: String(await id('params.ruleId')) },
    body: things.captureRule((await id('body.nodeId')) as never),
  }),
  deleteCaptureRule: byParam('ruleId'),
  capture: byParam('captureId'),
  captureSamples: async (things, id, whereOf) => ({
    params: {
      captureId: String(await id('params.captureId')),
      pointId: String(await things.of('point', whereOf('params.captureId'))),
    },
  }),
  exportCapture: async (_things, id) => ({
    params: { captureId: String(await id('params.captureId')) },
    query: { format: 'csv' },
  }),
  makeCapture: async (things, id) => ({
    body: {
      pointIds: [await things.of('point', 'hall'), await id('body.pointIds')],
      window: { preMs: 500, postMs: 500 },
    },
  }),
  labelCaptures: byCaptures({ label: LABEL }),
  unlabelCaptures: async (things, id) => {
    const captureId = String(await id('params.captureId'));
    const body = { captureIds: [captureId], label: LABEL };
    await things.box.admin.ask('POST', '/api/v1/captures/labels', body);
    return { params: { captureId, label: 'healthy' } };
  },
  protectCaptures: byCaptures({ isProtected: true }),
  noteCapture: byParam('captureId', { note: 'Noted.' }),
  deleteCaptures: byCaptures({}),
  plotNotes: byParam('captureId'),
  addPlotNote: byParam('captureId', { pointId: null, view: 'spectrum', x: 5, text: 'Here' }),
  removePlotNote: async (things, id) => {
    const captureId = String(await id('params.captureId'));
    const note = { pointId: null, view: 'spectrum', x: 5, text: 'Here' };
    const path = `/api/v1/captures/${captureId}/plot-notes`;
    const { noteId } = await things.box.admin.ask<{ noteId: string }>('POST', path, note);
    return { params: { captureId, noteId } };
  },
  alarm: byParam('alarmId'),
  acknowledgeAlarm: byParam('alarmId', {}),
  commentAlarm: byParam('alarmId', { comment: 'Seen' }),
  markAlarm: byParam('alarmId', { isFalse: true }),
  shelveAlarm: byParam('alarmId', REASON),
  unshelveAlarm: byParam('alarmId'),
  takeAlarmOut: byParam('alarmId', { reason: 'Because' }),
  returnAlarm: byParam('alarmId'),
  resetAlarm: byParam('alarmId'),
  holdAlarms: async (things, id) => ({
    body: {
      ruleId: await things.of('alarm_rule', 'hall'),
      pointId: await id('body.pointId'),
      ...REASON,
    },
  }),
  endHold: byParam('holdId'),
  makeAlarmRule: async (_things, id) => ({ body: await id('body') }),
  testAlarmRule: async (_things, id) => ({
    body: { rule: await id('body.rule'), from: 0, to: 60_000 },
  }),
  alarmRule: byParam('ruleId'),
  editAlarmRule: async (_things, id) => ({
    params: { ruleId: String(await id('params.ruleId')) },
    body: { rule: await id('body.rule'), revision: 1 },
  }),
  removeAlarmRule: byParam('ruleId'),
  learnUsual: byParam('pointId'),
  makeEscalationPolicy: async (things, id) => ({
    body: things.policy((await id('body.nodeId')) as never),
  }),
  editEscalationPolicy: async (things, id) => ({
    params: { policyId: String(await id('params.policyId')) },
    body: { policy: things.policy((await id('body.policy.nodeId')) as never), revision: 1 },
  }),
  removeEscalationPolicy: byParam('policyId'),
  makeShiftCalendar: async (things, id) => ({
    body: things.calendar((await id('body.nodeId')) as never),
  }),
  editShiftCalendar: async (things, id) => ({
    params: { calendarId: String(await id('params.calendarId')) },
    body: { calendar: things.calendar((await id('body.calendar.nodeId')) as never), revision: 1 },
  }),
  removeShiftCalendar: byParam('calendarId'),
  makeProcedure: async (things, id) => ({
    body: things.procedure((await id('body.nodeId')) as never),
  }),
  editProcedure: async (things, id) => ({
    params: { procedureId: String(await id('params.procedureId')) },
    body: {
      procedure: things.procedure((await id('body.procedure.nodeId')) as never),
      revision: 1,
    },
  }),
  removeProcedure: byParam('procedureId'),
};
