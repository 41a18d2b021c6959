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
}

/** A node that was removed can be brought back with its pictures for so long. */
const KEPT_WITHOUT_NODE_MS = 90 * 86_400_000;

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
    for (const kept of this.#kept.values()) {
      if (kept.nodeId === nodeId && kept.isPicture) return kept.documentId;
    }
    return null;
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
      const there = this.#ofNode(nodeId);
      if (there.length >= DOCUMENTS_MAX) {
        throw refused('documents_full', { count: DOCUMENTS_MAX });
      }
      const isPicture = type !== 'application/pdf' && !there.some((one) => one.isPicture);
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

  /** Throws `not_found`. */
  remove(nodeId: string, documentId: string, actor: Actor): Promise<void> {
    return this.#inTurn(async () => {
      const kept = this.#wanted(nodeId, documentId);
      const details = { nodeId, title: kept.title };
      await this.#deps.store.record(
        [deletion(documentId)],
        [{ event: 'document.removed', actor, resourceId: documentId, details }],
      );
      await this.#forget(kept);
    });
  }

  /** Deletes what belongs to nodes that were removed long ago. */
  async upkeep(): Promise<void> {
    await this.#inTurn(async () => {
      const nowMs = Math.round(this.#deps.clock());
      const changed: Kept[] = [];
      const gone: Kept[] = [];
      for (const kept of this.#kept.values()) {
        const isOrphan = !this.#deps.isNode(kept.nodeId);
        const sinceMs = isOrphan ? (kept.orphanedMs ?? nowMs) : null;
        if (sinceMs !== null && sinceMs <= nowMs - KEPT_WITHOUT_NODE_MS) gone.push(kept);
        else if (sinceMs !== kept.orphanedMs) changed.push({ ...kept, orphanedMs: sinceMs });
      }
      if (changed.length + gone.length === 0) return;
      const deletions = gone.map(({ documentId }) => deletion(documentId));
      await this.#deps.store.write([...changed.map(save), ...deletions]);
      for (const kept of changed) this.#kept.set(kept.documentId, kept);
      for (const kept of gone) await this.#forget(kept);
    });
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
    return [...this.#kept.values()].filter((kept) => kept.nodeId === nodeId);
  }

  #wanted(nodeId: string, documentId: string): Kept {
    const kept = this.#kept.get(documentId);
    if (kept?.nodeId === nodeId && this.#deps.isNode(nodeId)) return kept;
    throw refused('document_unknown');
  }

  #shown(of: Kept): NodeDocument {
    const { nodeId: _node, isPicture: _picture, orphanedMs: _orphaned, addedBy, ...kept } = of;
    return { ...kept, addedBy: addedBy === null ? null : this.#deps.nameOf(addedBy) };
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
    sql: `INSERT INTO node_documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document_id) DO UPDATE SET
      title = excluded.title, marks = excluded.marks, is_picture = excluded.is_picture,
      orphaned_ms = excluded.orphaned_ms`,
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
  };
}
