import { useApp } from '../../../session/app.ts';
import { fullName } from '../../../websocket/point-cell.ts';

/** Names of nodes and points by id, nodes with what is above them; what is not there any more keeps its id. */
export function useNameOf(): (id: string) => string {
  const { tree, plant } = useApp();
  const branches = tree.branches.value;
  return (id) => {
    const names: string[] = [];
    for (let at = branches.get(id); at !== undefined; at = branches.get(at.parentId ?? '')) {
      names.unshift(at.node.name);
    }
    if (names.length > 0) return names.join(' › ');
    const cell = plant.cell(id);
    return cell === undefined ? id : fullName(cell.point.peek());
  };
}
