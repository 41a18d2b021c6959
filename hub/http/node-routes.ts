import { refused } from '#schemas/errors/refused';
import { NODE_ROUTES } from '#schemas/http/nodes';
import type { NodeId } from '#schemas/ids/ids';
import type { PlantChange } from '#schemas/plant/plant-change';
import { planNewNode, planNodeEdit, planNodeRemoval } from '../assets/tree/node-plans.ts';
import type { Flows } from '../flows.ts';
import { nodeDetail, plantTree } from '../plant-view.ts';
import { sightOf, treeInSight } from '../sight.ts';
import { editing } from './edit-guard.ts';
import { type Route, route } from './route.ts';
import { SharedAnswer } from './shared-answer.ts';

/** The tree of the plant, its changes and their undoing. */
export function nodeRoutes(flows: Flows): Route[] {
  const { rooms } = flows;
  const { plant, plantChanges, assets, events, startedMs } = rooms;
  const tree = new SharedAnswer({
    // The start is in it, for the counts begin anew with each.
    version: () =>
      `${startedMs}-${events.told('nodes')}-${events.told('rollups')}-${events.told('points')}`,
    make: () => plantTree(rooms),
  });
  const changed = (change: PlantChange | null): PlantChange => {
    if (change !== null) return change;
    throw refused('nothing_changed');
  };
  return [
    route(NODE_ROUTES.nodes, ({ context, principal }) => {
      const sight = sightOf(rooms, principal);
      return sight === null ? tree.respond(context) : treeInSight(plantTree(rooms), sight);
    }),
    route(NODE_ROUTES.node, ({ params, principal }) => {
      return nodeDetail(flows, plant.node(params.nodeId), principal);
    }),
    route(NODE_ROUTES.makeNode, async ({ body, principal }) => {
      if (body.parentId !== null) plant.node(body.parentId);
      let made: NodeId | null = null;
      const plan = () => {
        const { nodeId, ...planned } = planNewNode(plant.tree, body);
        made = nodeId;
        return planned;
      };
      const change = changed(await plant.do(plan, editing(flows, principal)));
      return { node: nodeDetail(flows, plant.node(made ?? ''), principal), change };
    }),
    route(NODE_ROUTES.editNode, async ({ params, body, principal }) => {
      plant.node(params.nodeId);
      const plan = () => planNodeEdit(plant.tree, params.nodeId, body);
      const change = changed(await plant.do(plan, editing(flows, principal)));
      return { node: nodeDetail(flows, plant.node(params.nodeId), principal), change };
    }),
    route(NODE_ROUTES.removeNode, async ({ params, principal }) => {
      plant.node(params.nodeId);
      const plan = () => planNodeRemoval(assets, plant.tree, params.nodeId);
      return changed(await plant.do(plan, editing(flows, principal)));
    }),
    route(NODE_ROUTES.plantChanges, ({ query, principal }) => {
      const scopes = sightOf(rooms, principal)?.scopes ?? null;
      return plantChanges.page({ ...query, scopes });
    }),
    route(NODE_ROUTES.undoPlantChange, ({ params, principal }) =>
      plant.undo(params.changeId, editing(flows, principal)),
    ),
  ];
}
