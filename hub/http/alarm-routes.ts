import type { Permission } from '#schemas/access/permissions';
import type { Alarm } from '#schemas/alarms/alarm';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { ALARM_FIGURE_ROUTES } from '#schemas/http/alarm-figures';
import { ALARM_ROUTES, type HeldAsset } from '#schemas/http/alarms';
import type { Principal } from '../access/principal.ts';
import { procedureOf } from '../alarm-rooms.ts';
import { adviceOf } from '../alarms/advice/advice-of.ts';
import { assetOfPoint } from '../alarms/asset-of.ts';
import type { Held } from '../alarms/hold-book.ts';
import type { Flows } from '../flows.ts';
import { scopesOfNode } from '../plant-view.ts';
import { type Route, route } from './route.ts';

/** Alarms as people see them, and what they do with them. */
export function alarmRoutes(flows: Flows): Route[] {
  return [...readingRoutes(flows), ...actingRoutes(flows), ...holdRoutes(flows)];
}

/** Where a right must hold for an alarm: at its node or above; where nobody laid out the plant, in its area. */
function mayAt(
  { rooms, identity }: Flows,
  principal: Principal,
  permission: Permission,
  { nodeId, area }: { readonly nodeId: string | null; readonly area: string | null },
): boolean {
  const scopes = nodeId === null ? [] : scopesOfNode(rooms, nodeId);
  return identity.mayIn(principal, permission, [...scopes, ...(area === null ? [] : [area])]);
}

function refuseUnless(may: boolean): void {
  if (!may) throw new TremoloError('forbidden', 'Your account may not do this with alarms here.');
}

function readingRoutes(flows: Flows): Route[] {
  const { alarmReading, alarmFigures, alarmRules, alarmProcedures } = flows.rooms;
  return [
    route(ALARM_ROUTES.alarms, ({ query }) => alarmReading.page(query)),
    route(ALARM_ROUTES.alarmSummary, () => alarmReading.summary()),
    route(ALARM_ROUTES.alarmGroups, ({ query }) => ({ groups: alarmReading.groups(query) })),
    route(ALARM_ROUTES.alarm, async ({ params: { alarmId }, principal }) => {
      const alarm = await alarmReading.one(alarmId);
      const procedureId = alarmRules.get(alarm.ruleId)?.procedureId ?? null;
      return {
        alarm,
        steps: await alarmReading.steps(alarmId),
        advice: adviceOf(alarm, procedureId, alarmProcedures.all().map(procedureOf)),
        related: alarmReading.related(alarm),
        may: {
          acknowledge: mayAt(flows, principal, 'alarm:acknowledge', alarm.asset),
          shelve: mayAt(flows, principal, 'alarm:shelve', alarm.asset),
        },
      };
    }),
    route(ALARM_FIGURE_ROUTES.alarmFigures, ({ query }) => alarmFigures.read(query)),
  ];
}

function actingRoutes(flows: Flows): Route[] {
  const { alarmActs, alarmReading } = flows.rooms;
  /** Throws `not_found`, then `forbidden`: whoever may see alarms may know that this one is there. */
  const allowed = async (alarmId: string, permission: Permission, principal: Principal) =>
    refuseUnless(mayAt(flows, principal, permission, (await alarmReading.one(alarmId)).asset));
  return [
    route(ALARM_ROUTES.acknowledgeAlarms, ({ body, principal, actor }) => {
      const may = ({ asset }: Pick<Alarm, 'asset'>) =>
        mayAt(flows, principal, 'alarm:acknowledge', asset);
      return alarmActs.acknowledgeMany(body, may, actor);
    }),
    route(
      ALARM_ROUTES.acknowledgeAlarm,
      async ({ params: { alarmId }, body, principal, actor }) => {
        await allowed(alarmId, 'alarm:acknowledge', principal);
        return alarmActs.acknowledge(alarmId, body.comment, actor);
      },
    ),
    route(ALARM_ROUTES.commentAlarm, async ({ params: { alarmId }, body, principal, actor }) => {
      await allowed(alarmId, 'alarm:acknowledge', principal);
      return alarmActs.comment(alarmId, body.comment, actor);
    }),
    route(ALARM_ROUTES.markAlarm, async ({ params: { alarmId }, body, principal, actor }) => {
      await allowed(alarmId, 'alarm:acknowledge', principal);
      return alarmActs.mark(alarmId, body, actor);
    }),
    route(ALARM_ROUTES.shelveAlarm, async ({ params: { alarmId }, body, principal, actor }) => {
      await allowed(alarmId, 'alarm:shelve', principal);
      return alarmActs.shelve(alarmId, body.minutes, body.reason, actor);
    }),
    route(ALARM_ROUTES.unshelveAlarm, async ({ params: { alarmId }, principal, actor }) => {
      await allowed(alarmId, 'alarm:shelve', principal);
      return alarmActs.bringBack(alarmId, 'shelved', actor);
    }),
    route(ALARM_ROUTES.takeAlarmOut, async ({ params: { alarmId }, body, principal, actor }) => {
      await allowed(alarmId, 'alarm:shelve', principal);
      return alarmActs.takeOut(alarmId, body.reason, actor);
    }),
    route(ALARM_ROUTES.returnAlarm, async ({ params: { alarmId }, principal, actor }) => {
      await allowed(alarmId, 'alarm:shelve', principal);
      return alarmActs.bringBack(alarmId, 'out_of_service', actor);
    }),
    route(ALARM_ROUTES.resetAlarm, async ({ params: { alarmId }, principal, actor }) => {
      await allowed(alarmId, 'alarm:acknowledge', principal);
      return alarmActs.reset(alarmId, actor);
    }),
  ];
}

function holdRoutes(flows: Flows): Route[] {
  const { alarmActs, alarmDesk, alarmRules, alarmPlant } = flows.rooms;
  const heldAsset = ({ ruleId, assetId, assetName, area, hold }: Held): HeldAsset => ({
    holdId: hold.holdId,
    ruleId,
    ruleName: alarmRules.get(ruleId)?.name ?? '',
    assetId,
    assetName,
    area,
    hold,
    alarmId: alarmDesk.of(ruleId, assetId)?.alarmId ?? null,
  });
  const nodeOf = (assetId: string) => (alarmPlant.node(assetId) === null ? null : assetId);
  return [
    route(ALARM_ROUTES.alarmHolds, () => ({ holds: alarmDesk.holds.all().map(heldAsset) })),
    route(ALARM_ROUTES.holdAlarms, async ({ body, principal, actor }) => {
      const { ruleId, pointId, minutes, reason } = body;
      const rule = alarmRules.wanted(ruleId);
      const point = alarmPlant.point(pointId);
      if (point === null) throw new TremoloError('not_found', 'There is no such point.');
      const asset = assetOfPoint(point, rule.per);
      refuseUnless(mayAt(flows, principal, 'alarm:shelve', asset));
      const held = { ruleId, assetId: asset.assetId, assetName: asset.name, area: asset.area };
      return heldAsset(await alarmActs.holdAsset(held, { minutes, reason }, actor));
    }),
    route(ALARM_ROUTES.endHold, async ({ params: { holdId }, principal, actor }) => {
      const held = alarmDesk.holds.find(holdId);
      if (held === undefined) throw new TremoloError('not_found', 'There is no such hold.');
      const { assetId, area } = held;
      const nodeId = nodeOf(assetId) ?? alarmPlant.point(assetId)?.nodeIds.at(-1) ?? null;
      refuseUnless(mayAt(flows, principal, 'alarm:shelve', { nodeId, area }));
      await alarmActs.endHold(holdId, actor);
    }),
  ];
}
