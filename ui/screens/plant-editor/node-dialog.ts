import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { NodeName } from '#schemas/plant/node';
import { mayStandUnder, NODE_KINDS, type NodeKind } from '#schemas/plant/node-kind';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { editorWords as words } from '../../text/plant-editor.ts';
import { machineWords } from '../../text/plant-machine.ts';
import { plantTree } from '../../text/plant-tree.ts';
import type { Branch, PlantTree } from '../../websocket/plant-tree.ts';
import type { Editor } from './editor.ts';

/** A new part below the chosen one, or (`of`) another name for one that is there. */
export function NodeDialog({
  editor,
  of,
  onClose,
}: {
  editor: Editor;
  of: Branch | null;
  onClose: () => void;
}) {
  const { tree } = useApp();
  const parent = of === null ? placeFor(tree, editor.branch()) : undefined;
  const kinds = NODE_KINDS.filter((kind) => mayStandUnder(kind, parent?.node.kind ?? null));
  const name = useSignal(of?.node.name ?? '');
  const kind = useSignal<NodeKind>(usualBelow(parent, kinds));
  const wrong = useSignal<string | null>(null);
  const submitting = useSubmit(async () => {
    const checked = NodeName.safeParse(name.value);
    wrong.value = checked.success
      ? null
      : name.value.trim() === ''
        ? words.needed
        : machineWords.badWord;
    if (!checked.success) return;
    if (of === null) {
      const draft = { parentId: parent?.id ?? null, kind: kind.value, name: checked.data };
      await editor.make({ ...draft, externalId: null, notes: '', links: [] });
    } else if (checked.data !== of.node.name) await editor.rename(of.id, checked.data);
    onClose();
  });
  const where = parent === undefined ? words.addTop : words.addUnder(parent.node.name);
  return html`<${FormDialog}
    title=${of === null ? words.addTitle : words.renameTitle(of.node.name)}
    action=${of === null ? words.add : words.rename}
    of=${submitting}
    draft=${() => name.value}
    onClose=${onClose}
  >
    ${of === null && html`<p>${where}</p>`}
    ${
      of === null &&
      html`<${SelectField}
        id="node-kind"
        label=${words.kind}
        value=${kind}
        choices=${kinds.map((one) => [one, plantTree.kind[one]])}
      />`
    }
    <${TextField} id="node-name" label=${words.name} value=${name} error=${wrong.value} required autofocus />
  <//>`;
}

/** Nothing stands below a position: what is added with one chosen goes beside it. */
function placeFor(tree: PlantTree, chosen: Branch | undefined): Branch | undefined {
  if (chosen?.node.kind !== 'position') return chosen;
  return tree.pathOf(chosen.id).at(-2);
}

/** What people mostly add here: positions to a machine, machines to a line, and at the top a site. */
function usualBelow(parent: Branch | undefined, kinds: readonly NodeKind[]): NodeKind {
  const usual: Record<NodeKind, NodeKind> = {
    enterprise: 'site',
    site: 'area',
    area: 'machine',
    line: 'machine',
    machine: 'position',
    position: 'position',
  };
  const wanted = parent === undefined ? 'site' : usual[parent.node.kind];
  return kinds.includes(wanted) ? wanted : (kinds[0] ?? 'machine');
}
