import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { NODE_ROUTES } from '#schemas/http/nodes';
import { NodeLink } from '#schemas/plant/node';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { Icon } from '../../parts/icon.ts';
import { useAct } from '../../parts/use-act.ts';
import { usePlantChange } from '../../parts/use-plant-change.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import type { MachinePartProps } from './machine-part-props.ts';

/** Links to manuals and work orders that lie elsewhere. */
export function MachineLinks({ node, reload }: MachinePartProps) {
  const isAdding = useSignal(false);
  const attempt = useAct();
  const changes = usePlantChange(reload);
  const save = async (links: readonly NodeLink[]) => {
    const { change } = await request(NODE_ROUTES.editNode, {
      params: { nodeId: node.nodeId },
      body: { links: [...links], seenRevision: node.revision },
    });
    await changes.did(words.saved, change);
  };
  return html`<ul class="machine-list">
      ${node.links.map(
        (link) => html`<li class="document-row" key=${`${link.title} ${link.url}`}>
          <a href=${link.url} target="_blank" rel="noopener noreferrer"><span>${link.title}</span></a>
          ${
            node.mayEdit &&
            html`<button
              class="button icon-only quiet"
              aria-label=${words.linkRemove(link.title)}
              onClick=${() => void attempt(() => save(node.links.filter((one) => one !== link)))}
            >
              <${Icon} name="close" />
            </button>`
          }
        </li>`,
      )}
    </ul>
    ${
      node.mayEdit &&
      html`<button
        class="button small"
        onClick=${() => {
          isAdding.value = true;
        }}
      >
        ${words.linkAdd}
      </button>`
    }
    ${
      isAdding.value &&
      html`<${LinkDialog}
        onSave=${(link: NodeLink) => save([...node.links, link])}
        onClose=${() => {
          isAdding.value = false;
        }}
      />`
    }`;
}

function LinkDialog({
  onSave,
  onClose,
}: {
  onSave: (link: NodeLink) => Promise<void>;
  onClose: () => void;
}) {
  const title = useSignal('');
  const url = useSignal('');
  const issues = useSignal<Readonly<Record<string, string>>>({});
  const submitting = useSubmit(async () => {
    const checked = NodeLink.safeParse({ title: title.value, url: url.value.trim() });
    issues.value = {};
    if (!checked.success) {
      const wrong = checked.error.issues.map(({ path }) => [String(path[0]), words.badWord]);
      issues.value = Object.fromEntries(wrong);
      return;
    }
    await onSave(checked.data);
    onClose();
  });
  return html`<${FormDialog}
    title=${words.linkAdd}
    action=${words.positionMake}
    of=${submitting}
    draft=${() => [title.value, url.value]}
    onClose=${onClose}
  >
    <${TextField} id="link-title" label=${words.linkTitle} value=${title} error=${issues.value.title ?? null} required autofocus />
    <${TextField} id="link-url" type="url" label=${words.linkUrl} value=${url} error=${issues.value.url ?? null} required />
  <//>`;
}
