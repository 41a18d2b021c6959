import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refused } from '#schemas/errors/refused';
import { DOCUMENTS_MAX, type DocumentPatch } from '#schemas/http/node-documents';
import { type DocumentId, type NodeId, newId, type UserId } from '#schemas/ids/ids';
import type { DocumentType, NodeDocument, PictureMark } from '#schemas/plant/node';
import type { Clock } from '../../clock.ts';
import type { Events } from '../../events.ts';
import type { Actor } from '../../store/actor.ts';
import type { ObjectStore } from '../../store/objects/object-store.ts';
import type { Row, Statement } from '../../store/statement.ts';
import type { Store } from '../../store/store.ts';
import { sniffDocument } from './sniff-document.ts';

export interface DocumentsDeps {
  readonly store: Store;
  readonly events: Events;
  readonly clock: Clock;
  readonly objects: ObjectStore;
  /** Where a file lies until it is whole. */
  readonly folder: string;
  readonly isNode: (nodeId: string) => boolean;
  readonly nameOf: (userId: UserId) => string | null;
}

interface Kept extends Omit<NodeDocument, 'addedBy'> {
  readonly nodeId: NodeId;
  readonly isPicture: boolean;
  readonly addedBy: UserId | null;
  /** Since when its node is not there. */
  readonly orphanedMs: number | null;
  /** Since when it is deleted. */
  readonly removedMs: number | null;
}

/** A node that was removed can be brought back with its pictures for so long. */
const KEPT_WITHOUT_NODE_MS = 90 * 86_400_000;
/** One that was deleted itself, for so long. */
const KEPT_DELETED_MS = 30 * 86_400_000;

/** Pictures and papers of nodes: rows in the store, bytes under their hash. */
export class Documents {
  readonly #deps: DocumentsDeps;
  readonly #kept = new Map<string, Kept>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: DocumentsDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const arriving = join(this.#deps.folder, 'arriving');
    await rm(arriving, { recursive: true, force: true });
    await mkdir(arriving, { recursive: true, mode: 0o700 });
    await this.#deps.objects.start();
    const rows = await this.#deps.store.read('SELECT * FROM node_documents');
    for (const kept of rows.map(load)) this.#kept.set(kept.documentId, kept);
  }

  /** Oldest first. */
  of(nodeId: string): NodeDocument[] {
    return this.#ofNode(nodeId).map((kept) => this.#shown(kept));
  }

  /** The picture that stands for the node, or null. */
  pictureOf(nodeId: string): DocumentId | null {
    return this.#ofNode(nodeId).find(({ isPicture }) => isPicture)?.documentId ?? null;
  }

  /** Throws `not_found`. */
  async content(nodeId: string, documentId: string) {
    const { sha256, type, title } = this.#wanted(nodeId, documentId);
    return { bytes: await this.#deps.objects.get(sha256), type, title, sha256 };
  }

  /** Keeps a file. The first picture of a node stands for it. Throws `conflict`, `unsupported_media_type`, `too_large`. */
  add(nodeId: NodeId, title: string, bytes: Uint8Array, actor: Actor): Promise<NodeDocument> {
    const type = sniffDocument(bytes);
    return this.#inTurn(async () => {
      this.#checkRoom(nodeId);
      const isPicture = type !== 'application/pdf' && this.pictureOf(nodeId) === null;
      const kept: Kept = {
        documentId: newId('dc'),
        nodeId,
        title,
        type,
        bytes: bytes.length,
        sha256: await this.#shelve(bytes),
        marks: [],
        isPicture,
        addedMs: Math.round(this.#deps.clock()),
        addedBy: actor.userId,
        orphanedMs: null,
        removedMs: null,
      };
      const details = { nodeId, title, type, bytes: bytes.length };
      await this.#deps.store.record(
        [save(kept)],
        [{ event: 'document.added', actor, resourceId: kept.documentId, details }],
      );
      this.#know([kept]);
      return this.#shown(kept);
    });
  }

  /** Throws `not_found`, and `conflict` where a paper is to stand for a node. */
  edit(
    nodeId: string,
    documentId: string,
    { title, marks, isPicture }: DocumentPatch,
    actor: Actor,
  ): Promise<NodeDocument> {
    return this.#inTurn(async () => {
      const before = this.#wanted(nodeId, documentId);
      if (before.type === 'application/pdf' && (isPicture || (marks?.length ?? 0) > 0)) {
        throw refused('picture_only');
      }
      const after: Kept = {
        ...before,
        title: title ?? before.title,
        marks: marks === undefined ? before.marks : onePerTarget(marks),
        isPicture: isPicture ?? before.isPicture,
      };
      const others = isPicture
        ? this.#ofNode(nodeId)
            .filter((one) => one.isPicture && one.documentId !== documentId)
            .map((one) => ({ ...one, isPicture: false }))
        : [];
      const details = {
        nodeId,
        before: { title: before.title, marks: before.marks.length },
        after: { title: after.title, marks: after.marks.length },
      };
      await this.#deps.store.record([after, ...others].map(save), [
        { event: 'document.changed', actor, resourceId: documentId, details },
      ]);
      this.#know([after, ...others]);
      return this.#shown(after);
    });
  }

  /** Deletes it; for thirty days it can be brought back. Throws `not_found`. */
  remove(nodeId: string, documentId: string, actor: Actor): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.#wanted(nodeId, documentId);
      const removed = { ...before, removedMs: Math.round(this.#deps.clock()) };
      const details = { nodeId, title: before.title };
      await this.#deps.store.record(
        [save(removed)],
        [{ event: 'document.removed', actor, resourceId: documentId, details }],
      );
      this.#know([removed]);
    });
  }

  /**
   * Brings back what was deleted, as it was; the node's picture it is again where no other has become that. Throws `not_found`, and
   * `conflict` where there is no more room.
   */
  bringBack(nodeId: string, documentId: string, actor: Actor): Promise<NodeDocument> {
    return this.#inTurn(async () => {
      const kept = this.#wanted(nodeId, documentId, { isRemovedToo: true });
      if (kept.removedMs === null) return this.#shown(kept);
      this.#checkRoom(nodeId);
      const isPicture = kept.isPicture && this.pictureOf(nodeId) === null;
      const back: Kept = { ...kept, isPicture, removedMs: null };
      const details = { nodeId, title: kept.title };
      await this.#deps.store.record(
        [save(back)],
        [{ event: 'document.restored', actor, resourceId: documentId, details }],
      );
      this.#know([back]);
      return this.#shown(back);
    });
  }

  /** Deletes for good what was deleted, or belongs to nodes that were removed, long ago. */
  async upkeep(): Promise<void> {
    await this.#inTurn(async () => {
      const nowMs = Math.round(this.#deps.clock());
      const changed: Kept[] = [];
      const gone: Kept[] = [];
      for (const kept of this.#kept.values()) {
        const isOrphan = !this.#deps.isNode(kept.nodeId);
        const sinceMs = isOrphan ? (kept.orphanedMs ?? nowMs) : null;
        const isLongGone =
          (sinceMs !== null && sinceMs <= nowMs - KEPT_WITHOUT_NODE_MS) ||
          (kept.removedMs !== null && kept.removedMs <= nowMs - KEPT_DELETED_MS);
        if (isLongGone) gone.push(kept);
        else if (sinceMs !== kept.orphanedMs) changed.push({ ...kept, orphanedMs: sinceMs });
      }
      if (changed.length + gone.length === 0) return;
      const deletions = gone.map(({ documentId }) => deletion(documentId));
      await this.#deps.store.write([...changed.map(save), ...deletions]);
      for (const kept of changed) this.#kept.set(kept.documentId, kept);
      for (const kept of gone) await this.#forget(kept);
    });
  }

  #checkRoom(nodeId: string): void {
    if (this.#ofNode(nodeId).length >= DOCUMENTS_MAX) {
      throw refused('documents_full', { count: DOCUMENTS_MAX });
    }
  }

  async #shelve(bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const arriving = join(this.#deps.folder, 'arriving', randomUUID());
    try {
      await writeFile(arriving, bytes, { mode: 0o600 });
      await this.#deps.objects.put(sha256, arriving);
    } finally {
      await rm(arriving, { force: true });
    }
    return sha256;
  }

  /** The bytes go with the last row that names them. */
  async #forget(kept: Kept): Promise<void> {
    this.#kept.delete(kept.documentId);
    this.#deps.events.emit('nodes', { changed: [kept.nodeId], removed: [] });
    const isNamed = [...this.#kept.values()].some(({ sha256 }) => sha256 === kept.sha256);
    if (!isNamed) await this.#deps.objects.remove(kept.sha256);
  }

  #know(kept: readonly Kept[]): void {
    for (const one of kept) this.#kept.set(one.documentId, one);
    this.#deps.events.emit('nodes', { changed: [kept[0].nodeId], removed: [] });
  }

  #ofNode(nodeId: string): Kept[] {
    return [...this.#kept.values()].filter(
      (kept) => kept.nodeId === nodeId && kept.removedMs === null,
    );
  }

  #wanted(nodeId: string, documentId: string, { isRemovedToo = false } = {}): Kept {
    const kept = this.#kept.get(documentId);
    const isThere = kept?.nodeId === nodeId && (isRemovedToo || kept.removedMs === null);
    if (isThere && this.#deps.isNode(nodeId)) return kept;
    throw refused('document_unknown');
  }

  #shown(of: Kept): NodeDocument {
    const { documentId, title, type, bytes, sha256, marks, addedMs, addedBy } = of;
    const by = addedBy === null ? null : this.#deps.nameOf(addedBy);
    return { documentId, title, type, bytes, sha256, marks, addedMs, addedBy: by };
  }

  #inTurn<Done>(work: () => Promise<Done>): Promise<Done> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

/** Of one thing the last mark counts. */
function onePerTarget(marks: readonly PictureMark[]): PictureMark[] {
  return [...new Map(marks.map((mark) => [mark.targetId, mark])).values()];
}

function save(kept: Kept): Statement {
  return {
    sql: `INSERT INTO node_documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document_id) DO UPDATE SET
      title = excluded.title, marks = excluded.marks, is_picture = excluded.is_picture,
      orphaned_ms = excluded.orphaned_ms, removed_ms = excluded.removed_ms`,
    args: [
      kept.documentId,
      kept.nodeId,
      kept.title,
      kept.type,
      kept.bytes,
      kept.sha256,
      JSON.stringify(kept.marks),
      Number(kept.isPicture),
      kept.addedMs,
      kept.addedBy,
      kept.orphanedMs,
      kept.removedMs,
    ],
  };
}

function deletion(documentId: string): Statement {
  return { sql: 'DELETE FROM node_documents WHERE document_id = ?', args: [documentId] };
}

function load(row: Row): Kept {
  return {
    documentId: row.document_id as DocumentId,
    nodeId: row.node_id as NodeId,
    title: String(row.title),
    type: row.type as DocumentType,
    bytes: Number(row.bytes),
    sha256: String(row.sha256),
    marks: JSON.parse(String(row.marks)),
    isPicture: row.is_picture === 1,
    addedMs: Number(row.added_ms),
    addedBy: row.added_by as UserId | null,
    orphanedMs: row.orphaned_ms as number | null,
    removedMs: row.removed_ms as number | null,
  };
}
