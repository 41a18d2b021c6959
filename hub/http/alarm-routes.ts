import type { Permission } from '#schemas/access/permissions';
import type { Alarm } from '#schemas/alarms/alarm';
import { refused } from '#schemas/errors/refused';
import { ALARM_FIGURE_ROUTES } from '#schemas/http/alarm-figures';
import { ALARM_ROUTES, type HeldAsset } from '#schemas/http/alarms';
import type { Principal } from '../access/principal.ts';
import { procedureOf } from '../alarm-rooms.ts';
import { alarmSightOf, scopesOfAsset } from '../alarm-sight.ts';
import { adviceOf } from '../alarms/advice/advice-of.ts';
import type { SeenAsset } from '../alarms/alarm-sight.ts';
import { assetOfPoint } from '../alarms/asset-of.ts';
import type { Held } from '../alarms/hold-book.ts';
import type { Flows } from '../flows.ts';
import { refuseUnless } from '../refuse-unless.ts';
import { ruleTouches, scopedInSight } from '../rule-sight.ts';
import { refuseUnseen, sightOf } from '../sight.ts';
import { type Route, route } from './route.ts';

/** Alarms as people see them, and what they do with them. */
export function alarmRoutes(flows: Flows): Route[] {
  return [...readingRoutes(flows), ...actingRoutes(flows), ...holdRoutes(flows)];
}

function mayAt(
  { rooms, identity }: Flows,
  principal: Principal,
  permission: Permission,
  asset: SeenAsset,
): boolean {
  return identity.mayIn(principal, permission, scopesOfAsset(rooms, asset));
}

function readingRoutes(flows: Flows): Route[] {
  const { alarmReading, alarmFigures, alarmRules, alarmProcedures } = flows.rooms;
  const sightOfThe = (principal: Principal) => alarmSightOf(flows.rooms, principal);
  return [
    route(ALARM_ROUTES.alarms, ({ query, principal }) =>
      alarmReading.page(query, sightOfThe(principal)),
    ),
    route(ALARM_ROUTES.alarmSummary, ({ principal }) =>
      alarmReading.summary(sightOfThe(principal)),
    ),
    route(ALARM_ROUTES.alarmGroups, ({ query, principal }) => ({
      groups: alarmReading.groups(query, sightOfThe(principal)),
    })),
    route(ALARM_ROUTES.alarm, async ({ params: { alarmId }, principal }) => {
      const sight = sightOfThe(principal);
      const alarm = await alarmReading.one(alarmId, sight);
      const line = scopesOfAsset(flows.rooms, alarm.asset);
      const procedureId = alarmRules.get(alarm.ruleId)?.procedureId ?? null;
      return {
        alarm,
        steps: await alarmReading.steps(alarmId),
        advice: adviceOf(alarm, procedureId, alarmProcedures.all().map(procedureOf), line),
        related: alarmReading.related(alarm, sight),
        may: {
          acknowledge: mayAt(flows, principal, 'alarm:acknowledge', alarm.asset),
          shelve: mayAt(flows, principal, 'alarm:shelve', alarm.asset),
        },
      };
    }),
    route(ALARM_FIGURE_ROUTES.alarmFigures, ({ query, principal }) =>
      alarmFigures.read(query, sightOfThe(principal)),
    ),
  ];
}

function actingRoutes(flows: Flows): Route[] {
  const { alarmActs } = flows.rooms;
  return [
    route(ALARM_ROUTES.acknowledgeAlarms, ({ body, principal, actor }) => {
      const sight = alarmSightOf(flows.rooms, principal);
      const sees = ({ asset }: Pick<Alarm, 'asset'>) => sight === null || sight.sees(asset);
      const may = (alarm: Pick<Alarm, 'asset'>) =>
        mayAt(flows, principal, 'alarm:acknowledge', alarm.asset);
      return alarmActs.acknowledgeMany(body, { sees, may }, actor);
    }),
    route(ALARM_ROUTES.acknowledgeAlarm, ({ params: { alarmId }, body, actor }) =>
      alarmActs.acknowledge(alarmId, body.comment, actor),
    ),
    route(ALARM_ROUTES.commentAlarm, ({ params: { alarmId }, body, actor }) =>
      alarmActs.comment(alarmId, body.comment, actor),
    ),
    route(ALARM_ROUTES.markAlarm, ({ params: { alarmId }, body, actor }) =>
      alarmActs.mark(alarmId, body, actor),
    ),
    route(ALARM_ROUTES.shelveAlarm, ({ params: { alarmId }, body, actor }) =>
      alarmActs.shelve(alarmId, body.minutes, body.reason, actor),
    ),
    route(ALARM_ROUTES.unshelveAlarm, ({ params: { alarmId }, actor }) =>
      alarmActs.bringBack(alarmId, 'shelved', actor),
    ),
    route(ALARM_ROUTES.takeAlarmOut, ({ params: { alarmId }, body, actor }) =>
      alarmActs.takeOut(alarmId, body.reason, actor),
    ),
    route(ALARM_ROUTES.returnAlarm, ({ params: { alarmId }, actor }) =>
      alarmActs.bringBack(alarmId, 'out_of_service', actor),
    ),
    route(ALARM_ROUTES.resetAlarm, ({ params: { alarmId }, actor }) =>
      alarmActs.reset(alarmId, actor),
    ),
  ];
}

function holdRoutes(flows: Flows): Route[] {
  const { alarmActs, alarmDesk, alarmRules, alarmPlant, assets } = flows.rooms;
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
  const placed = ({ assetId, area }: Held): SeenAsset => ({ assetId, area, pointId: null });
  return [
    route(ALARM_ROUTES.alarmHolds, ({ principal }) => {
      const sight = alarmSightOf(flows.rooms, principal);
      const held = alarmDesk.holds.all();
      const seen = sight === null ? held : held.filter((one) => sight.sees(placed(one)));
      return { holds: seen.map(heldAsset) };
    }),
    route(ALARM_ROUTES.holdAlarms, async ({ body, principal, actor }) => {
      const { ruleId, pointId, minutes, reason } = body;
      const rule = alarmRules.wanted(ruleId);
      const point = alarmPlant.point(pointId);
      const record = assets.get(pointId);
      if (point === null || record === null) {
        throw refused('point_unknown');
      }
      const sight = sightOf(flows.rooms, principal, 'alarm:read');
      const isSeen = sight === null || ruleTouches(rule, scopedInSight(flows.rooms, sight));
      refuseUnseen(isSeen, 'rule');
      const asset = assetOfPoint(point, rule.per);
      // The rule may hold back the whole machine, which is more than the point.
      const places = [scopesOfAsset(flows.rooms, asset)];
      refuseUnless(flows, principal, 'alarm:shelve', { places });
      const held = { ruleId, assetId: asset.assetId, assetName: asset.name, area: asset.area };
      return heldAsset(await alarmActs.holdAsset(held, { minutes, reason }, actor));
    }),
    route(ALARM_ROUTES.endHold, async ({ params: { holdId }, actor }) => {
      await alarmActs.endHold(holdId, actor);
    }),
  ];
}
