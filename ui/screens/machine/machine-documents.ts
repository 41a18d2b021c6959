import { html } from 'htm/preact';
import type { NodeDocument } from '#schemas/plant/node';
import { FileField } from '../../parts/form/file-field.ts';
import { Icon } from '../../parts/icon.ts';
import { documentAddress } from '../../parts/picture/placed-picture.ts';
import { type NodeDocuments, useNodeDocuments } from '../../parts/picture/use-node-documents.ts';
import { megabytes } from '../../text/numbers.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import { MachineLinks } from './machine-links.ts';
import type { MachinePartProps } from './machine-part-props.ts';

/** Pictures and papers of the machine, and links to what lies elsewhere. */
export function MachineDocuments({ node, reload }: MachinePartProps) {
  const documents = useNodeDocuments(node.nodeId, reload);
  const adding = documents.adding.value;
  return html`<section class="card" aria-labelledby="machine-documents-title">
    <h2 id="machine-documents-title">${words.documents}</h2>
    ${node.documents.length === 0 && node.links.length === 0 && html`<p class="muted">${words.documentsNone}</p>`}
    <ul class="machine-list">
      ${node.documents.map(
        (document) => html`<${DocumentRow}
          key=${document.documentId}
          node=${node}
          document=${document}
          documents=${documents}
        />`,
      )}
    </ul>
    ${
      node.mayEdit &&
      html`<${FileField}
        id="machine-document"
        label=${words.documentAdd}
        hint=${adding === null ? words.documentHint : words.documentAdding(adding)}
        accept="application/pdf,image/png,image/jpeg,image/webp"
        onFile=${(file: File) => void documents.add(file, false)}
      />`
    }
    <${MachineLinks} node=${node} reload=${reload} />
  </section>`;
}

function DocumentRow({
  node,
  document,
  documents,
}: Pick<MachinePartProps, 'node'> & { document: NodeDocument; documents: NodeDocuments }) {
  const { documentId, title, bytes, type } = document;
  const isPicture = type !== 'application/pdf';
  return html`<li class="document-row">
    <a href=${documentAddress(node.nodeId, documentId)} target="_blank" rel="noopener">
      <span>${title}</span><small class="muted">${megabytes(bytes / 1e6)}</small>
    </a>
    ${
      node.mayEdit &&
      isPicture &&
      node.pictureId !== documentId &&
      html`<button class="button small" onClick=${() => void documents.usePicture(documentId)}>
        ${words.pictureUse}
      </button>`
    }
    ${
      node.mayEdit &&
      html`<button
        class="button icon-only quiet"
        aria-label=${words.documentRemove(title)}
        onClick=${() => void documents.remove(document)}
      >
        <${Icon} name="close" />
      </button>`
    }
  </li>`;
}
