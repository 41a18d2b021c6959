import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { NODE_ROUTES } from '#schemas/http/nodes';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { NodePicture } from '../../parts/picture/node-picture.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import { MachineAlarms } from './machine-alarms.ts';
import { MachineCaptures } from './machine-captures.ts';
import { MachineDocuments } from './machine-documents.ts';
import { MachineFacts } from './machine-facts.ts';
import { MachineHead } from './machine-head.ts';
import { MachineHistory } from './machine-history.ts';
import { MachineNotes } from './machine-notes.ts';
import type { MachinePartProps } from './machine-part-props.ts';
import { MachinePositions } from './machine-positions.ts';
import { MachineValues } from './machine-values.ts';

/** One machine: how it is and where, what is known of it, and what was done to it. */
export function MachineScreen({ nodeId }: { nodeId: string }) {
  const { tree } = useApp();
  const turn = useSignal(0);
  const branch = tree.branches.value.get(nodeId);
  // Positions below it count as well: what is known of them stands on this page.
  const revisions = tree
    .childrenOf(nodeId)
    .map(({ node }) => node.revision)
    .join();
  const { state, reload } = useLoad(
    (signal) => request(NODE_ROUTES.node, { params: { nodeId: nodeId as never }, signal }),
    [nodeId, branch?.node.revision, revisions, turn.value],
  );
  const loaded = state.value;
  useTitle(loaded.kind === 'ready' ? loaded.value.name : words.facts);
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${6} />`;
  if (loaded.kind === 'failed') {
    const isGone = tree.state.value === 'ready' && branch === undefined;
    if (!isGone) {
      return html`<${Failure} title=${words.failed} sentence=${loaded.sentence} retry=${reload} />`;
    }
    return html`<div class="centred">
      <h1>${words.notFound}</h1>
      <p><a class="button" href="/">${text.nav.plant}</a></p>
    </div>`;
  }
  const part: MachinePartProps = {
    node: loaded.value,
    reload: () => {
      turn.value++;
      void tree.load();
    },
  };
  return html`<${MachineHead} ...${part} />
    <div class="machine-grid">
      <div class="machine-main">
        <${NodePicture} ...${part} />
        <${MachinePositions} ...${part} />
      </div>
      <div class="machine-side">
        <${MachineAlarms} ...${part} />
        <${MachineCaptures} ...${part} />
        <${MachineFacts} ...${part} />
        <${MachineValues} ...${part} />
        <${MachineNotes} ...${part} />
        <${MachineDocuments} ...${part} />
        <${MachineHistory} ...${part} />
      </div>
    </div>`;
}
