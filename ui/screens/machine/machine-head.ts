import { html } from 'htm/preact';
import { Badge } from '../../parts/badge.ts';
import { Icon } from '../../parts/icon.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import { plantTree } from '../../text/plant-tree.ts';
import { faultLine } from '../../text/sentences.ts';
import { NEEDS_ATTENTION } from '../../websocket/rank.ts';
import type { MachinePartProps } from './machine-part-props.ts';

/** As many points as are told apart when they are drawn together. */
const COMPARED = 8;

/** Name, place, state and why; then the ways from here. */
export function MachineHead({ node }: MachinePartProps) {
  const { tree, plant } = useApp();
  const rollUp = tree.rollUpOf(node.nodeId);
  const points = tree.pointsWithin(node.nodeId);
  const shown = points.slice(0, COMPARED);
  const worst = points.length === 0 ? undefined : plant.cell(points[0]);
  const findings = worst?.latest.value?.verdict.findings ?? [];
  const attention = NEEDS_ATTENTION.reduce((sum, name) => sum + (rollUp.counts[name] ?? 0), 0);
  const { machine } = node;
  const kind = machine?.machineKind ?? null;
  const said = [
    kind === null ? null : words.kinds[kind],
    machine?.manufacturer ?? null,
    machine?.model ?? null,
  ].filter((word) => word !== null);
  const above = node.path.slice(0, -1);
  return html`<header class="point-head machine-head">
    <nav class="crumbs" aria-label=${plantTree.where}>
      <a class="crumb" href="/"><${Icon} name="back" />${plantTree.whole}</a>
      ${above.map(
        ({ nodeId, name }) =>
          html`<a key=${nodeId} class="crumb" href=${`/?node=${nodeId}`}>${name}</a>`,
      )}
    </nav>
    <div class="point-title">
      <h1>${node.name}</h1>
      ${rollUp.worst !== null && html`<${Badge} appearance=${rollUp.worst} />`}
      ${said.length > 0 && html`<span class="muted">${said.join(' · ')}</span>`}
    </div>
    <p class="why">
      ${faultLine(findings) !== null && html`<strong>${faultLine(findings)}</strong>`}
      <span>
        ${
          rollUp.points === 0
            ? plantTree.noPoints
            : attention > 0
              ? text.plant.attention(attention, rollUp.points)
              : text.plant.calm(rollUp.points)
        }
      </span>
    </p>
    <div class="plant-ways">
      ${points.length > 0 && html`<a class="button" href=${`/trends?lines=${shown.map((id) => `${id}.velocity`).join(',')}`}>${words.trends}</a>`}
      ${points.length > 0 && html`<a class="button" href=${`/analysis?points=${shown.join(',')}`}>${words.analysis}</a>`}
      ${node.mayEdit && html`<a class="button" href=${`/plant/edit?node=${node.nodeId}`}>${words.editHere}</a>`}
    </div>
  </header>`;
}
