import { type Signal, useSignal } from '@preact/signals';
import { DOCUMENT_BYTES_MAX, NODE_DOCUMENT_ROUTES } from '#schemas/http/node-documents';
import type { DocumentId, NodeId } from '#schemas/ids/ids';
import type { NodeDocument, PictureMark } from '#schemas/plant/node';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import { useAct } from '../use-act.ts';

/** What can be done with the pictures and papers of a node; a refusal is said in a notice. */
export interface NodeDocuments {
  /** The file that is on its way, or null. */
  readonly adding: Signal<string | null>;
  readonly add: (file: File, isPicture: boolean) => Promise<void>;
  readonly remove: (document: NodeDocument) => Promise<void>;
  readonly usePicture: (documentId: DocumentId) => Promise<void>;
  /** Keeps what is where; the former places come back by the notice's undo. */
  readonly place: (document: NodeDocument, marks: readonly PictureMark[]) => Promise<void>;
}

export function useNodeDocuments(nodeId: NodeId, onChanged: () => void): NodeDocuments {
  const { notices, questions } = useApp();
  const attempt = useAct();
  const adding = useSignal<string | null>(null);
  const edit = (documentId: DocumentId, body: { isPicture: true } | { marks: PictureMark[] }) =>
    request(NODE_DOCUMENT_ROUTES.editDocument, { params: { nodeId, documentId }, body });
  const add = async (file: File, isPicture: boolean) => {
    if (file.size > DOCUMENT_BYTES_MAX) {
      notices.failed(words.documentTooLarge);
      return;
    }
    adding.value = file.name;
    await attempt(async () => {
      const added = await request(NODE_DOCUMENT_ROUTES.addDocument, {
        params: { nodeId },
        query: { title: titleOf(file.name) },
        file,
      });
      if (isPicture) await edit(added.documentId, { isPicture: true });
      notices.done(words.documentAdded(added.title));
      onChanged();
    });
    adding.value = null;
  };
  const remove = async ({ documentId, title }: NodeDocument) => {
    const isSure = await questions.confirm({
      title: words.documentRemoveTitle(title),
      sentence: words.documentRemoveSentence,
      action: words.documentRemoveAction,
      isDanger: true,
    });
    if (!isSure) return;
    const params = { nodeId, documentId };
    const bringBack = () =>
      attempt(async () => {
        await request(NODE_DOCUMENT_ROUTES.bringBackDocument, { params });
        notices.done(words.documentBack(title));
        onChanged();
      });
    await attempt(async () => {
      await request(NODE_DOCUMENT_ROUTES.removeDocument, { params });
      notices.done(words.documentRemoved(title), () => void bringBack());
      onChanged();
    });
  };
  const usePicture = async (documentId: DocumentId) => {
    await attempt(() => edit(documentId, { isPicture: true }));
    onChanged();
  };
  const place = async (
    { documentId, marks: before }: NodeDocument,
    marks: readonly PictureMark[],
  ) => {
    await attempt(async () => {
      await edit(documentId, { marks: [...marks] });
      notices.done(words.placedSaved, () => {
        void attempt(async () => {
          await edit(documentId, { marks: before });
          notices.done(words.placesUndone);
          onChanged();
        });
      });
      onChanged();
    });
  };
  return { adding, add, remove, usePicture, place };
}

/** The name of the file without what it ends on, as far as a title goes. */
function titleOf(name: string): string {
  const bare = name.replace(/\.[A-Za-z0-9]{1,5}$/, '').trim();
  return (bare === '' ? name : bare).slice(0, 120);
}
