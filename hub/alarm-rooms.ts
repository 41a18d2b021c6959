import type { EscalationPolicy, ShiftCalendar } from '#schemas/alarms/escalation';
import { CalendarBody, PolicyBody } from '#schemas/alarms/escalation';
import { type Procedure, ProcedureBody } from '#schemas/alarms/procedure';
import type { ConditionChange } from '#schemas/broker/messages';
import type { HubSettings } from '#schemas/config/hub-settings';
import {
  type EscalationPolicyId,
  newId,
  type ProcedureId,
  type ShiftCalendarId,
  type UserId,
} from '#schemas/ids/ids';
import { AlarmActs } from './alarms/alarm-acts.ts';
import { AlarmDesk } from './alarms/alarm-desk.ts';
import { AlarmEngine } from './alarms/alarm-engine.ts';
import { AlarmReading } from './alarms/alarm-reading.ts';
import type { Edge } from './alarms/edge.ts';
import { Escalations } from './alarms/escalation/escalations.ts';
import type { People } from './alarms/escalation/on-duty.ts';
import { AlarmFigureReading } from './alarms/figures/alarm-figure-reading.ts';
import type { PlantView, WatchedMachine, WatchedPoint } from './alarms/plant-view.ts';
import { ConfigBook, type Configured } from './alarms/rules/config-book.ts';
import { RuleBook } from './alarms/rules/rule-book.ts';
import { RuleTests } from './alarms/rules/rule-tests.ts';
import { giveBack, letGo, raise, reconsider, type TransitionDeps } from './alarms/transitions.ts';
import type { PointRecord } from './assets/point-record.ts';
import type { Clock } from './clock.ts';
import { conditionsIn } from './conditions/system-conditions.ts';
import type { Events } from './events.ts';
import { createLog } from './log.ts';
import type { Directory } from './people/directory.ts';
import type { PlantRooms } from './plant-rooms.ts';
import { VALUE_SERIES } from './process-values/value-series.ts';
import { keptDaysOf } from './results/retention.ts';
import { POINT_SERIES } from './results/trend-columns.ts';
import { readTrend } from './results/trend-reader.ts';
import { chooseLevel } from './store/series/choose-level.ts';
import type { Store } from './store/store.ts';
import type { TeamRegister } from './teams/team-register.ts';
import type { ValueRooms } from './value-rooms.ts';

/** A month of ten-minute buckets. */
const TEST_BUCKETS = 4_000;

export interface AlarmRoomDeps {
  readonly clock: Clock;
  readonly events: Events;
  readonly store: Store;
  readonly settings: HubSettings;
  readonly plantRooms: Pick<PlantRooms, 'assets' | 'plant'>;
  readonly valueRooms: Pick<ValueRooms, 'processValues' | 'valueReader'>;
  readonly directory: Directory;
  readonly teamRegister: TeamRegister;
  readonly rolesOf: (userId: UserId) => readonly string[];
  readonly isInMaintenance: (agentId: string) => boolean;
}

export type AlarmRooms = ReturnType<typeof createAlarmRooms>;

/** The rooms of alarms, put together: what finds them, what keeps them, what people do with them. */
export function createAlarmRooms(deps: AlarmRoomDeps) {
  const { clock, events, store, directory, isInMaintenance } = deps;
  const monotonic = () => performance.now();
  const log = createLog('alarms');
  const nameOf = (userId: UserId) => directory.get(userId)?.name ?? '';
  const plant = plantViewOf(deps.plantRooms);
  const alarmRules: RuleBook = new RuleBook({
    ...{ store, clock, nameOf },
    onChange: () => alarmEngine.setRules(alarmRules.all()),
  });
  const ruleOf = (ruleId: string) => alarmRules.get(ruleId);
  const alarmDesk = new AlarmDesk({ store, clock, monotonic, events, log, nameOf });
  const transitions: TransitionDeps = {
    ruleOf,
    machineState: (machineId) => alarmEngine.machines.of(machineId),
    isInMaintenance,
  };
  const take = (edge: Edge) => {
    alarmDesk.keep((draft) => {
      if (edge.kind === 'raise') raise(draft, edge, transitions);
      else if (edge.kind === 'return') giveBack(draft, edge.key, transitions);
      else letGo(draft, edge.key, edge.because, transitions);
    });
  };
  const alarmEngine: AlarmEngine = new AlarmEngine({
    ...{ plant, clock, monotonic },
    onEdge: take,
    onMachineState: (machineId) => {
      const standing = alarmDesk.shown.together(machineId);
      if (standing.length === 0) return;
      alarmDesk.keep((draft) => {
        for (const { alarmId } of draft.open.together(machineId)) {
          reconsider(draft, alarmId, transitions);
        }
      });
    },
  });
  const policies = new ConfigBook<PolicyBody>({
    ...{ store, clock, kind: 'policy' },
    newId: () => newId('ep'),
    parse: (body) => PolicyBody.parse(body),
    onChange: () => escalations.recall(alarmDesk.shown.all()),
  });
  const calendars = new ConfigBook<CalendarBody>({
    ...{ store, clock, kind: 'calendar' },
    newId: () => newId('sk'),
    parse: (body) => CalendarBody.parse(body),
    onChange: () => undefined,
  });
  const procedures = new ConfigBook<ProcedureBody>({
    ...{ store, clock, kind: 'procedure' },
    newId: () => newId('pd'),
    parse: (body) => ProcedureBody.parse(body),
    onChange: () => undefined,
  });
  const escalations: Escalations = new Escalations({
    clock,
    policies: () => policies.all().map(policyOf),
    calendarOf: (calendarId) => {
      const kept = calendars.get(calendarId);
      return kept && calendarOf(kept);
    },
    ruleOf,
    people: peopleOf(deps),
    isBelow: (nodeId, above) => plant.node(nodeId)?.nodeIds.includes(above) ?? false,
    keep: (change) => alarmDesk.keep(change),
  });
  return {
    alarmStore: store,
    alarmPlant: plant,
    alarmRules,
    alarmDesk,
    alarmEngine,
    alarmTransitions: transitions,
    alarmReading: new AlarmReading({ desk: alarmDesk, store, plant, nameOf, clock }),
    alarmActs: new AlarmActs({ desk: alarmDesk, store, nameOf, plant, transitions }),
    alarmFigures: new AlarmFigureReading({ store, nameOf, clock }),
    ruleTests: ruleTestsOf(deps, plant),
    escalationPolicies: policies,
    shiftCalendars: calendars,
    alarmProcedures: procedures,
    escalations,
  };
}

/** Recalls rules and what stood; judges by them from now on. To be called after the plant is there. */
export async function startAlarmRooms(rooms: AlarmRooms): Promise<void> {
  const { alarmRules, alarmDesk, alarmEngine, escalations } = rooms;
  await Promise.all([
    alarmRules.start(),
    rooms.escalationPolicies.start(),
    rooms.shiftCalendars.start(),
    rooms.alarmProcedures.start(),
    alarmDesk.start(),
  ]);
  alarmEngine.usual.load(await rooms.alarmStore.read('SELECT * FROM alarm_usual'));
  const open = [...alarmDesk.shown.all()];
  alarmEngine.recall(open, (ruleId) => alarmRules.get(ruleId));
  alarmEngine.setRules(alarmRules.all());
  // Rules that were removed or switched off by a hub that was killed before it had closed their alarms.
  for (const { ruleId, asset } of open) {
    const rule = alarmRules.get(ruleId);
    if (rule?.isEnabled) continue;
    const because = rule === null ? 'rule_removed' : 'rule_switched_off';
    const key = `${ruleId}|${asset.assetId}`;
    alarmDesk.keep((draft) => letGo(draft, key, because, rooms.alarmTransitions));
  }
  escalations.recall(open);
}

/** A policy as it is told. */
export function policyOf({ id, revision, body }: Configured<PolicyBody>): EscalationPolicy {
  return { ...body, policyId: id as EscalationPolicyId, revision };
}

export function calendarOf({ id, revision, body }: Configured<CalendarBody>): ShiftCalendar {
  return { ...body, calendarId: id as ShiftCalendarId, revision };
}

export function procedureOf({ id, revision, body }: Configured<ProcedureBody>): Procedure {
  return { ...body, procedureId: id as ProcedureId, revision };
}

/** The plant as alarms ask for it. */
function plantViewOf({ assets, plant }: AlarmRoomDeps['plantRooms']): PlantView {
  const placeOf = (nodeId: string | null) => {
    const line = plant.tree.lineOf(nodeId).toReversed();
    const node = line.find(({ kind }) => kind === 'machine');
    const machine: WatchedMachine | null =
      node === undefined
        ? null
        : {
            assetId: node.nodeId,
            name: node.name,
            nodeId: node.nodeId,
            kind: node.machine?.machineKind ?? null,
          };
    return {
      nodeIds: line.map((one) => one.nodeId),
      path: line.map(({ name }) => name),
      area: line.find(({ kind }) => kind === 'area')?.name ?? null,
      machine,
    };
  };
  const viewOf = (record: PointRecord): WatchedPoint => {
    const { pointId, editedName, editedTags, agentId, nodeId, machine, editedArea } = record;
    const common = { pointId, name: editedName ?? record.name, tags: editedTags, agentId };
    if (nodeId !== null) return { ...common, ...placeOf(nodeId) };
    // Where nobody has laid out the plant, what the sensor says is the machine.
    const named =
      machine === null
        ? null
        : { assetId: `machine:${machine}`, name: machine, nodeId: null, kind: null };
    return { ...common, nodeIds: [], path: [], area: editedArea, machine: named };
  };
  return {
    points: () => assets.all().map(viewOf),
    point: (pointId) => {
      const record = assets.get(pointId);
      return record === null || record.isRemoved ? null : viewOf(record);
    },
    node: (nodeId) => (plant.tree.get(nodeId) === null ? null : placeOf(nodeId)),
  };
}

/** Rules are tried on trends, condition changes and what was wrong with the system, as they are kept. */
function ruleTestsOf(deps: AlarmRoomDeps, plant: PlantView) {
  const { settings, clock, store, plantRooms } = deps;
  const { processValues, valueReader } = deps.valueRooms;
  const keyOf = (pointId: string) => plantRooms.assets.get(pointId)?.key ?? -1;
  const keptDays = keptDaysOf(settings.retention);
  return new RuleTests({
    plant,
    values: () =>
      processValues
        .all()
        .flatMap(({ valueId, nodeId, name, unit }) =>
          nodeId === null ? [] : [{ valueId, nodeId, name, unit }],
        ),
    valueTrendOf: async (valueId, range) => {
      const key = processValues.get(valueId)?.key ?? -1;
      const trend = await valueReader.read(key, { ...range, maxBuckets: TEST_BUCKETS });
      const level = VALUE_SERIES.levels.find(({ resolution }) => resolution === trend.resolution);
      return { trend, bucketMs: level?.bucketMs ?? 0 };
    },
    conditionsIn: (range) => conditionsIn(store, range),
    trendOf: async (pointId, range) => {
      const query = { ...range, maxBuckets: TEST_BUCKETS };
      const level = chooseLevel(POINT_SERIES.levels, query, keptDays, clock());
      const trend = await readTrend(store, keyOf(pointId), level, query);
      return { trend, bucketMs: level.bucketMs };
    },
    changesOf: async (pointId, { from, to }) => {
      const rows = await store.readLong(
        `SELECT body FROM changes WHERE point_key = ?1 AND at_ms <= ?3 AND at_ms >= coalesce(
          (SELECT max(at_ms) FROM changes WHERE point_key = ?1 AND at_ms < ?2), ?2) ORDER BY at_ms LIMIT 10000`,
        [keyOf(pointId), from, to],
      );
      return rows.map(({ body }) => JSON.parse(String(body)) as ConditionChange);
    },
  });
}

/** Accounts, teams and roles as they are now. */
function peopleOf({ directory, teamRegister, rolesOf }: AlarmRoomDeps): People {
  const isThere = (userId: UserId) => directory.get(userId)?.status === 'active';
  return {
    isThere,
    ofTeam: (teamId) => {
      const team = teamRegister.all().find((one) => one.teamId === teamId);
      return team === undefined || team.archivedMs !== null
        ? []
        : [...team.members.keys()].filter(isThere);
    },
    ofRole: (role) =>
      directory
        .all()
        .filter(({ userId }) => isThere(userId) && rolesOf(userId).includes(role))
        .map(({ userId }) => userId),
  };
}
