import type { App } from '../../session/app.ts';
import type { Appearance } from '../../text/en.ts';
import { fullName, type PointCell } from '../../websocket/point-cell.ts';
import { rankOf } from '../../websocket/rank.ts';

/** What a tile of the wall stands for: a machine with its points, or what stands alone. */
export interface WallUnit {
  readonly key: string;
  readonly name: string;
  /** Where it stands, shortest way to say it; empty where that is plain. */
  readonly where: string;
  readonly href: string;
  readonly appearance: Appearance;
  /** The worst of its points. */
  readonly worst: PointCell;
  /** Points that look like the worst. */
  readonly alike: number;
  readonly points: number;
}

/** The machines at or below the node (null: of the whole plant), worst first; sensors without a place by what they name. */
export function wallUnits({ plant, tree }: App, nodeId: string | null): WallUnit[] {
  const ids = nodeId === null ? plant.order.value : tree.pointsWithin(nodeId);
  const groups = new Map<string, PointCell[]>();
  for (const id of ids) {
    const cell = plant.cell(id);
    if (cell === undefined) continue;
    const point = cell.point.value;
    const machine = tree.pathOf(point.nodeId).find(({ node }) => node.kind === 'machine');
    const key =
      machine?.id ?? (point.machine === null ? point.pointId : `machine:${point.machine}`);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const units = [...groups].map(([key, cells]) => unitOf(key, cells, tree));
  // Points come worst first, and with them their machines; a stable sort keeps it where the worst is equal.
  return units.sort((a, b) => rankOf(a.worst) - rankOf(b.worst));
}

function unitOf(key: string, cells: readonly PointCell[], tree: App['tree']): WallUnit {
  const worst = cells.reduce((a, b) => (rankOf(b) < rankOf(a) ? b : a));
  const appearance = worst.appearance.value;
  const path = tree.pathOf(key);
  const point = worst.point.value;
  const machine = path.at(-1);
  const name = machine?.node.name ?? (key.startsWith('machine:') ? point.machine : null);
  return {
    key,
    name: name ?? fullName(point),
    where: path.at(-2)?.node.name ?? '',
    href: machine === undefined ? `/point/${point.pointId}` : `/machines/${machine.id}`,
    appearance,
    worst,
    alike: cells.filter((cell) => cell.appearance.value === appearance).length,
    points: cells.length,
  };
}
