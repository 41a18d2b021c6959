import { html } from 'htm/preact';
import { NODE_ROUTES } from '#schemas/http/nodes';
import type { PlantNode } from '#schemas/plant/node';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { notificationWords } from '../../../text/notifications.ts';
import type { ChoiceDraft } from './choice-draft.ts';

const words = notificationWords.own;
/** Finer than a machine nobody chooses. */
const KINDS: readonly string[] = ['enterprise', 'site', 'area', 'line', 'machine'];

/** Which parts of the plant the person wants to hear of. */
export function PlantPart({ draft }: { draft: ChoiceDraft }) {
  const { state, reload } = useLoad((signal) => request(NODE_ROUTES.nodes, { signal }), []);
  const loaded = state.value;
  return html`<h3>${words.areasTitle}</h3>
    <p class="muted">${words.areasLead}</p>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${1} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`}
    ${loaded.kind === 'ready' && html`<${Ticks} draft=${draft} nodes=${ordered(loaded.value.nodes)} />`}`;
}

function Ticks({ draft, nodes }: { draft: ChoiceDraft; nodes: readonly Placed[] }) {
  if (nodes.length === 0) return html`<p class="muted">${words.noAreas}</p>`;
  const { nodeIds } = draft.value;
  const turn = (nodeId: string, isOn: boolean) => {
    const others = nodeIds.filter((one) => one !== nodeId);
    draft.value = { ...draft.value, nodeIds: isOn ? [...others, nodeId] : others };
  };
  return html`<fieldset class="plant-part" tabindex="-1">
    <legend class="spoken">${words.areasTitle}</legend>
    ${nodes.map(
      ({
        node,
        depth,
      }) => html`<label key=${node.nodeId} class="check" style=${`margin-inline-start: ${depth * 20}px`}>
        <input type="checkbox" checked=${nodeIds.includes(node.nodeId)} onChange=${(event: Event) => turn(node.nodeId, (event.target as HTMLInputElement).checked)} />
        <span>${node.name}</span>
      </label>`,
    )}
  </fieldset>`;
}

interface Placed {
  readonly node: PlantNode;
  readonly depth: number;
}

/** Each node below the one that it hangs at. */
function ordered(nodes: readonly PlantNode[]): Placed[] {
  const known = new Set<string>(nodes.map(({ nodeId }) => nodeId));
  const below = Map.groupBy(nodes, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  );
  const walk = (parentId: string | null, depth: number): Placed[] =>
    (below.get(parentId as never) ?? [])
      .filter(({ kind }) => KINDS.includes(kind))
      .flatMap((node) => [{ node, depth }, ...walk(node.nodeId, depth + 1)]);
  return walk(null, 0);
}
