/** Where in the plant the things are that requests name: what a right in a part of the plant is held against. */
import { termsOf } from '#schemas/alarms/expression';
import type { RuleBody } from '#schemas/alarms/rule';
import { refused } from '#schemas/errors/refused';
import type { PlacedThing } from '#schemas/http/within';
import type { CaptureId, CaptureRuleId } from '#schemas/ids/ids';
import { scopesOfAsset } from './alarm-sight.ts';
import { scopesOfNode, scopesOfPoint } from './plant-view.ts';
import type { Rooms } from './rooms.ts';
import { isKeptInSight, ruleTouches, scopedInSight } from './rule-sight.ts';
import type { Sight } from './sight.ts';

/** The scopes in which a right for a place may be given; none: it is in no part of the plant. */
export type Scopes = readonly string[];

/** Where a thing is. */
export interface Placed {
  /** What it is called in a refusal. */
  readonly what: string;
  /** Whoever does something with it needs the right in each. */
  readonly places: readonly Scopes[];
  /** Where other than by all of its places being in sight it is decided whether it is seen. */
  readonly isSeen?: (sight: Sight) => boolean;
  /** It comes from nowhere, or goes there: that is for whoever sees what hangs nowhere. */
  readonly isLoose?: boolean;
}

/** What the request would hang it on; undefined: it says nothing of that. */
export interface Asked {
  readonly nodeId?: unknown;
}

const NOWHERE: Scopes = [];

type Resolver = (id: never, asked: Asked) => Placed | Promise<Placed>;

const missing = (thing: string) => refused('thing_unknown', { thing });

/** A resolver for each thing; each throws `not_found` for one that is not there. */
export function placedThings(rooms: Rooms): Record<PlacedThing, Resolver> {
  const { plant, assets, processValues } = rooms;
  const node = (nodeId: string | null): Placed => {
    const what = 'node in the plant';
    // The top of the plant is there for everybody, and in no part.
    if (nodeId === null) return { what, places: [NOWHERE], isSeen: () => true };
    return { what, places: [scopesOfNode(rooms, plant.node(nodeId).nodeId)] };
  };
  const point = (pointId: string): Placed => {
    const record = assets.get(pointId);
    if (record === null) throw missing('point');
    return { what: 'point', places: [scopesOfPoint(rooms, record)] };
  };
  const value = (valueId: string): Placed => {
    const record = processValues.get(valueId);
    if (record === null) throw missing('process value');
    return { what: 'process value', places: [scopesOfNode(rooms, record.nodeId)] };
  };
  /** What hangs nowhere may be taken by whoever sees it, to a place where he may. */
  const taken = (placed: Placed, { nodeId }: Asked): Placed => {
    const isFree = placed.places.every((scopes) => scopes.length === 0);
    if (!isFree || typeof nodeId !== 'string') return placed;
    return { ...placed, places: [], isSeen: () => false, isLoose: true };
  };
  /** What is kept for a part of the plant, or for all of it: that holds in each part, and is seen there. */
  const kept = (what: string, nodeId: string | null): Placed => ({
    what,
    places: [scopesOfNode(rooms, nodeId)],
    isSeen: (sight) => isKeptInSight(nodeId, sight),
  });
  const scopesOfCaptured = (pointId: string): Scopes => {
    const record = assets.evenRemoved(pointId);
    return record === null ? NOWHERE : scopesOfPoint(rooms, record);
  };
  return {
    node,
    place: (nodeId: string | null) =>
      nodeId === null ? { what: 'place', places: [], isLoose: true } : node(nodeId),
    standing_node: (nodeId: string) => {
      const { parentId } = plant.node(nodeId);
      const isSeen = (sight: Sight) => sight.node(nodeId);
      return { what: 'node in the plant', places: [scopesOfNode(rooms, parentId)], isSeen };
    },
    point,
    taken_point: (pointId: string, asked) => taken(point(pointId), asked),
    capture: async (captureId: CaptureId) => {
      const own = [...(await rooms.captureReading.pointsOf([captureId]))];
      const places = own.length === 0 ? [NOWHERE] : own.map(scopesOfCaptured);
      return { what: 'capture', places };
    },
    capture_rule: (ruleId: CaptureRuleId) => {
      const { nodeId } = rooms.captureRules.kept(ruleId);
      return { what: 'rule', places: [scopesOfNode(rooms, nodeId)] };
    },
    alarm: async (alarmId: string) => {
      const { asset } = await rooms.alarmReading.one(alarmId);
      return { what: 'alarm', places: [scopesOfAsset(rooms, asset)] };
    },
    hold: (holdId: string) => {
      const held = rooms.alarmDesk.holds.find(holdId);
      if (held === undefined) throw missing('hold');
      const { assetId, area } = held;
      return { what: 'hold', places: [scopesOfAsset(rooms, { assetId, area, pointId: null })] };
    },
    value,
    taken_value: (valueId: string, asked) => taken(value(valueId), asked),
    alarm_rule: (ruleId: string) => {
      const rule = rooms.alarmRules.wanted(ruleId);
      return {
        what: 'rule',
        places: placesOfRule(rooms, rule),
        isSeen: (sight) => ruleTouches(rule, scopedInSight(rooms, sight)),
      };
    },
    rule_scope: (rule: RuleBody) => ({
      what: 'node or point that this rule names',
      places: placesOfRule(rooms, rule),
      isSeen: (sight) => namesOnlySeen(rooms, rule, sight),
    }),
    policy: (policyId: string) =>
      kept('escalation policy', rooms.escalationPolicies.wanted(policyId).body.nodeId),
    calendar: (calendarId: string) =>
      kept('shift calendar', rooms.shiftCalendars.wanted(calendarId).body.nodeId),
    procedure: (procedureId: string) =>
      kept('procedure', rooms.alarmProcedures.wanted(procedureId).body.nodeId),
    part: node,
    plant_change: async (changeId: string) => ({
      what: 'change',
      places: await rooms.plantChanges.placesOf(changeId),
    }),
  };
}

/**
 * Where a rule can raise alarms: each node and point that it names. Tags can be put on any point, and a rule that names nothing, or
 * that asks after the system itself, holds everywhere: such rules lie in no part.
 */
export function placesOfRule(
  rooms: Pick<Rooms, 'plant' | 'assets'>,
  { scope, when }: Pick<RuleBody, 'scope' | 'when'>,
): Scopes[] {
  const { nodeIds, pointIds, tags } = scope;
  const isOfSystem = termsOf(when).some(({ source }) => source === 'system');
  const isBeyond = tags.length > 0 || nodeIds.length + pointIds.length === 0;
  if (isOfSystem || isBeyond) return [NOWHERE];
  return [
    ...nodeIds.map((nodeId) => scopesOfNode(rooms, nodeId)),
    ...pointIds.map((pointId) => {
      const record = rooms.assets.evenRemoved(pointId);
      return record === null ? NOWHERE : scopesOfPoint(rooms, record);
    }),
  ];
}

/** Whether all that the rule names is in sight: what is not there is as unknown as what is elsewhere. */
function namesOnlySeen(
  rooms: Pick<Rooms, 'plant' | 'assets'>,
  { scope }: Pick<RuleBody, 'scope'>,
  sight: Sight,
): boolean {
  const isPoint = (pointId: string) => {
    const record = rooms.assets.evenRemoved(pointId);
    return record !== null && sight.point(record);
  };
  return scope.nodeIds.every(sight.node) && scope.pointIds.every(isPoint);
}
