import { said } from '#schemas/errors/said';
import type { NodeId } from '#schemas/ids/ids';
import type { NodeRecord, NodeState } from '../tree/node-record.ts';
import type { PlantEdit } from '../tree/plant-edit.ts';
import type { PlantTree } from '../tree/plant-tree.ts';
import { DraftPlant } from './draft-plant.ts';
import { namesOf } from './name-pattern.ts';
import { PlanTally } from './plan-tally.ts';

/** A node with what is below it, apart from the plant: parents before their children, by their places in the list. */
export interface PatternNode {
  /** Its parent's place; null: the first, which everything else is below. */
  readonly under: number | null;
  readonly state: Omit<NodeState, 'parentId' | 'externalId'>;
}

/** What of a subtree can be made again elsewhere: names, kinds, facts and limits, no sensors, no ids of other systems. */
export function patternOf(nodes: readonly NodeRecord[]): PatternNode[] {
  const places = new Map(nodes.map(({ nodeId }, i) => [nodeId, i]));
  return nodes.map(({ parentId, kind, name, machine, position, notes, links }, i) => {
    const own = machine && { ...machine, serialNumber: null };
    const under = i === 0 || parentId === null ? null : (places.get(parentId) ?? null);
    return { under, state: { kind, name, machine: own, position, notes, links } };
  });
}

/** Copies of a pattern under these names. With one error there is no edit. Throws `request_invalid` for a pattern of names that is none. */
export function planCopies(
  tree: PlantTree,
  pattern: readonly PatternNode[],
  { parentId, names }: { parentId: NodeId | null; names: string },
): { edit: PlantEdit | null; tally: PlanTally; copies: number } {
  const tally = new PlanTally();
  const draft = new DraftPlant(tree);
  const wanted = namesOf(names);
  const [top] = pattern;
  const refused = draft.refusal(top.state.kind, parentId);
  if (refused !== null) tally.wrong(1, 'parentId', refused);
  else {
    for (const [i, name] of wanted.entries()) {
      if (draft.under(parentId, name) !== null) {
        tally.wrong(i + 1, 'names', said('name_here', { name }));
      } else makeCopy(draft, { pattern, parentId, name, tally, row: i + 1 });
    }
  }
  const edit = tally.hasErrors ? null : { nodes: draft.steps(), points: [] };
  return { edit, tally, copies: wanted.length };
}

function makeCopy(
  draft: DraftPlant,
  copy: {
    pattern: readonly PatternNode[];
    parentId: NodeId | null;
    name: string;
    tally: PlanTally;
    row: number;
  },
): void {
  const made: NodeId[] = [];
  for (const { under, state } of copy.pattern) {
    const parentId = under === null ? copy.parentId : made[under];
    const name = under === null ? copy.name : state.name;
    const nodeId = draft.make(parentId, state.kind, name);
    draft.change(nodeId, { ...state, parentId, name, externalId: null });
    made.push(nodeId);
    const path = draft.pathOf(nodeId);
    copy.tally.changed({ row: copy.row, what: 'created', kind: state.kind, path, fields: [] });
  }
}
