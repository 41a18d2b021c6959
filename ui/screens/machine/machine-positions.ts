import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useApp } from '../../session/app.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import type { MachinePartProps } from './machine-part-props.ts';
import { PositionCard } from './position-card.ts';
import { PositionDialog } from './position-dialog.ts';

/** The positions of the machine with their points, then points that hang on the machine itself. */
export function MachinePositions({ node, reload }: MachinePartProps) {
  const { tree, plant } = useApp();
  const isAdding = useSignal(false);
  const positions = tree.childrenOf(node.nodeId);
  const own = tree
    .pointsWithin(node.nodeId)
    .filter((id) => plant.cell(id)?.point.value.nodeId === node.nodeId);
  return html`<section class="card" aria-labelledby="positions-title">
    <div class="chart-head">
      <h2 id="positions-title">${words.positions}</h2>
      ${
        node.mayEdit &&
        html`<button
          class="button small"
          onClick=${() => {
            isAdding.value = true;
          }}
        >
          ${words.addPosition}
        </button>`
      }
    </div>
    ${
      positions.length === 0 &&
      own.length === 0 &&
      html`<p class="strong">${words.positionsNone}</p>
        <p class="muted">${words.positionsNoneWhy}</p>`
    }
    <ul class="positions">
      ${positions.map(
        (position) => html`<${PositionCard}
          key=${position.id}
          position=${position}
          pointIds=${tree.pointsWithin(position.id)}
          mayEdit=${node.mayEdit}
          onChanged=${reload}
        />`,
      )}
      ${own.length > 0 && html`<${PositionCard} key="own" position=${null} pointIds=${own} mayEdit=${false} onChanged=${reload} />`}
    </ul>
    ${
      isAdding.value &&
      html`<${PositionDialog}
        machineId=${node.nodeId}
        position=${null}
        onChanged=${reload}
        onClose=${() => {
          isAdding.value = false;
        }}
      />`
    }
  </section>`;
}
