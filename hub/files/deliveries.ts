import { createHash } from 'node:crypto';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Delivery, JobDelivery, TrackDelivery } from '#schemas/http/agent-files';
import type { AgentId } from '#schemas/ids/ids';
import { readCard } from '#schemas/models/onnx-card';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import type { Arriving, FileShelf } from './file-shelf.ts';
import type { Files } from './files.ts';
import { insertFile, type KeptFile } from './kept-file.ts';

/** An agent does a few jobs at a time, and each hands in one file after the other. */
const OPEN_MAX = 64;
/** So long nothing came: what is open in memory is given up; the bytes stay a day, and are taken up again. */
const IDLE_MS = 10 * 60_000;

/** Who takes the tracks of captures. */
export interface TrackDesk {
  /** Whether this agent was asked for this point of this capture, and has not handed it in. */
  isWanted(delivery: TrackDelivery, agentId: AgentId): boolean;
  /** Whether it is there already: nothing is to be sent. */
  isKept(delivery: TrackDelivery, agentId: AgentId): boolean;
  hasRoomFor(bytes: number): boolean;
  /** Takes the file at `path`, whose hash is right. Throws `file_damaged`, `storage_full`, `storage_failed`. */
  keep(delivery: TrackDelivery, path: string): Promise<void>;
}

export interface DeliveriesDeps {
  readonly store: Store;
  readonly shelf: FileShelf;
  readonly files: Files;
  readonly clock: Clock;
  readonly hasJob: (agentId: AgentId, jobId: JobDelivery['jobId']) => boolean;
  readonly tracks: TrackDesk;
  /** Whether the disk has no room left for such things. */
  readonly isDiskLow: () => boolean;
  /** Of all files together. */
  readonly bytesMax: number;
}

interface Open {
  readonly delivery: Delivery;
  readonly arriving: Arriving;
  touchedMs: number;
  isBusy: boolean;
}

/** Takes files that jobs made and tracks of captures, part by part, each held against its hash, and the whole against its name. */
export class Deliveries {
  readonly #deps: DeliveriesDeps;
  readonly #open = new Map<string, Open>();

  constructor(deps: DeliveriesDeps) {
    this.#deps = deps;
  }

  /** How much of the file is there. Throws `forbidden` for a job that the agent does not have, `conflict`, `storage_full`. */
  async begin(delivery: Delivery, agentId: AgentId): Promise<{ have: number }> {
    const { sha256 } = delivery;
    const { files, shelf, clock } = this.#deps;
    if (await this.#isThere(delivery, agentId)) return { have: delivery.bytes };
    if (!this.#isExpected(delivery, agentId)) throw unexpected(delivery);
    await this.#requireRoom(delivery);
    const name = nameOf(sha256, agentId);
    const known = this.#open.get(name);
    if (known?.isBusy) throw busy();
    this.#giveUpIdle();
    if (known === undefined && this.#open.size >= OPEN_MAX) {
      throw new TremoloError('conflict', 'Too many files are coming in: try again later.');
    }
    const arriving = known?.arriving ?? (await files.inTurn(() => shelf.resume(name)));
    const isOver = arriving.have >= delivery.bytes;
    if (isOver) await shelf.drop(name);
    const fresh = isOver ? { have: 0, hash: createHash('sha256') } : arriving;
    this.#open.set(name, { delivery, arriving: fresh, touchedMs: clock(), isBusy: false });
    return { have: fresh.have };
  }

  /** The next part. Throws `not_found`, `conflict` where it does not follow, `file_damaged`, `model_refused`, `storage_full`. */
  async take(
    sha256: string,
    { offset, bytes, hash }: { offset: number; bytes: Uint8Array; hash: string },
    { agentId, actor }: { agentId: AgentId; actor: Actor },
  ): Promise<{ have: number }> {
    const name = nameOf(sha256, agentId);
    const open = this.#open.get(name);
    const { files, clock } = this.#deps;
    if (open === undefined || !this.#isExpected(open.delivery, agentId)) {
      const sentence = 'This file was not announced, or nobody needs it any more.';
      throw new TremoloError('not_found', sentence);
    }
    if (open.isBusy) throw busy();
    const { arriving, delivery } = open;
    // An answer got lost, and the same part comes again, or another than the next.
    if (offset !== arriving.have) return { have: arriving.have };
    if (bytes.length === 0 || offset + bytes.length > delivery.bytes) {
      throw new TremoloError(
        'conflict',
        'This part does not fit into the file that was announced.',
      );
    }
    if (createHash('sha256').update(bytes).digest('hex') !== hash) {
      throw new TremoloError(
        'file_damaged',
        'This part did not arrive as it was sent: send it again.',
      );
    }
    open.isBusy = true;
    try {
      await files.inTurn(() => this.#append(name, arriving, bytes));
      open.touchedMs = clock();
      if (arriving.have === delivery.bytes) await this.#finish(name, open, { agentId, actor });
      return { have: arriving.have };
    } finally {
      open.isBusy = false;
    }
  }

  async #append(name: string, arriving: Arriving, bytes: Uint8Array): Promise<void> {
    try {
      await this.#deps.shelf.append(name, arriving, bytes);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
      throw new TremoloError('storage_full', 'The hub has no room for this file.', { cause });
    }
  }

  async #finish(
    name: string,
    { delivery, arriving }: Open,
    { agentId, actor }: { agentId: AgentId; actor: Actor },
  ): Promise<void> {
    const { shelf, tracks } = this.#deps;
    this.#open.delete(name);
    try {
      if (arriving.hash.copy().digest('hex') !== delivery.sha256) {
        throw new TremoloError('file_damaged', 'The file is not the one that its name says.');
      }
      if (delivery.kind === 'track') await tracks.keep(delivery, shelf.arrivingPath(name));
      else await this.#keep(name, delivery, { agentId, actor });
    } catch (error) {
      await shelf.drop(name);
      throw error;
    }
  }

  /** What a job made. */
  async #keep(
    name: string,
    { sha256, kind, bytes, jobId }: JobDelivery,
    { agentId, actor }: { agentId: AgentId; actor: Actor },
  ): Promise<void> {
    const { shelf, store, clock } = this.#deps;
    const card = kind === 'model' ? readCard(Bun.mmap(shelf.arrivingPath(name))) : null;
    await shelf.settle(name, sha256);
    const createdMs = clock();
    const about = { name: card?.name ?? null, version: card?.version ?? null };
    const file: KeptFile = { sha256, kind, bytes, ...about, agentId, jobId, createdMs };
    const entry = { event: 'model.kept', actor, resourceId: sha256 } as const;
    await store.record(
      [insertFile(file)],
      kind === 'model' ? [{ ...entry, details: { ...about, bytes, agentId, jobId } }] : [],
    );
    if (kind === 'checkpoint') await this.#replaceEarlier(file);
  }

  /** Of the checkpoints of a job only the latest is of use. */
  async #replaceEarlier({ jobId, sha256 }: KeptFile): Promise<void> {
    const { store, shelf } = this.#deps;
    const where = "kind = 'checkpoint' AND job_id = ? AND sha256 <> ?";
    const args = [jobId ?? '', sha256];
    const earlier = await store.read(`SELECT sha256 FROM files WHERE ${where}`, args);
    await store.write([{ sql: `DELETE FROM files WHERE ${where}`, args }]);
    for (const row of earlier) await shelf.remove(String(row.sha256));
  }

  #isExpected(delivery: Delivery, agentId: AgentId): boolean {
    const { hasJob, tracks } = this.#deps;
    if (delivery.kind === 'track') return tracks.isWanted(delivery, agentId);
    return hasJob(agentId, delivery.jobId);
  }

  async #isThere(delivery: Delivery, agentId: AgentId): Promise<boolean> {
    const { files, tracks, hasJob } = this.#deps;
    if (delivery.kind === 'track') return tracks.isKept(delivery, agentId);
    return hasJob(agentId, delivery.jobId) && (await files.find(delivery.sha256)) !== null;
  }

  async #requireRoom({ kind, bytes }: Delivery): Promise<void> {
    const { store, isDiskLow, bytesMax, tracks } = this.#deps;
    if (kind === 'track') {
      if (!isDiskLow() && tracks.hasRoomFor(bytes)) return;
      throw new TremoloError('storage_full', 'The hub has no room for captures.');
    }
    const [{ sum }] = await store.read('SELECT coalesce(sum(bytes), 0) AS sum FROM files');
    const announced = [...this.#open.values()].reduce((all, one) => all + one.delivery.bytes, 0);
    if (isDiskLow() || Number(sum) + announced + bytes > bytesMax) {
      throw new TremoloError(
        'storage_full',
        'The hub has no room for this file: delete models first.',
      );
    }
  }

  #giveUpIdle(): void {
    const beforeMs = this.#deps.clock() - IDLE_MS;
    for (const [name, { touchedMs, isBusy }] of this.#open) {
      if (touchedMs < beforeMs && !isBusy) this.#open.delete(name);
    }
  }
}

/** What two agents hand in at once under one name does not meet before it is known to be right. */
const nameOf = (sha256: string, agentId: string) => `${sha256}.${agentId}`;

function unexpected({ kind }: Delivery): TremoloError {
  if (kind === 'track') return new TremoloError('not_found', 'Nobody waits for this capture.');
  return new TremoloError('forbidden', 'This agent has no such job at work.');
}

function busy(): TremoloError {
  return new TremoloError('conflict', 'A part of this file is being taken already.');
}
