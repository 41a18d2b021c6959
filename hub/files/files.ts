import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { PART_BYTES } from '#schemas/http/agent-files';
import type { PageQuery } from '#schemas/http/page';
import type { AgentId, JobId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import { type ListShape, listPage } from '../store/list-page.ts';
import type { Store } from '../store/store.ts';
import type { FileShelf } from './file-shelf.ts';
import { type KeptFile, keptFileOf } from './kept-file.ts';

const DAY_MS = 86_400_000;
/** Parts that are read or written at once, over all agents: the plant's own traffic comes first. */
const PARTS_AT_ONCE = 4;

/** Samples of captures and sets of them, which lie elsewhere. */
export interface CapturedFiles {
  /** How large it is; null: it is none of these. */
  size(sha256: string): Promise<number | null>;
  part(sha256: string, from: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

export interface FilesDeps {
  readonly store: Store;
  readonly shelf: FileShelf;
  readonly clock: Clock;
  readonly captured: CapturedFiles;
  /** Files that the jobs need which are out with this agent. */
  readonly neededBy: (agentId: AgentId) => ReadonlySet<string>;
  /** Whether this job is out with this agent. */
  readonly hasJob: (agentId: AgentId, jobId: JobId) => boolean;
  /** Whether anything may still become of this job. */
  readonly isOpen: (jobId: JobId) => boolean;
}

const SHAPE: ListShape<KeptFile> = {
  columns: {
    name: ({ name }) => name,
    version: ({ version }) => version,
    bytes: ({ bytes }) => bytes,
    createdMs: ({ createdMs }) => createdMs,
  },
  idOf: ({ sha256 }) => sha256,
  sortedBy: '-createdMs',
};

/** The files that the hub keeps, and who may have them. */
export class Files {
  readonly #deps: FilesDeps;
  #atOnce = 0;

  constructor(deps: FilesDeps) {
    this.#deps = deps;
  }

  async find(sha256: string): Promise<KeptFile | null> {
    const [row] = await this.#deps.store.read('SELECT * FROM files WHERE sha256 = ?', [sha256]);
    return row === undefined ? null : keptFileOf(row);
  }

  /** A file that a job of this agent needs or made. Throws `not_found` for any other, whether it is there or not. */
  async forAgent(sha256: string, agentId: AgentId): Promise<KeptFile> {
    const { neededBy, hasJob } = this.#deps;
    const file = await this.find(sha256);
    const isOfJob = file?.jobId != null && hasJob(agentId, file.jobId);
    if (file !== null && (isOfJob || neededBy(agentId).has(sha256))) return file;
    if (file === null && neededBy(agentId).has(sha256)) {
      const bytes = await this.#deps.captured.size(sha256);
      if (bytes !== null) return capturedFile(sha256, bytes);
    }
    throw new TremoloError('not_found', 'No job of this agent needs such a file.');
  }

  /** What jobs of this agent made before: the newest first. Throws `not_found` for a job that it does not have. */
  async ofJob(jobId: JobId, agentId: AgentId): Promise<KeptFile[]> {
    if (!this.#deps.hasJob(agentId, jobId)) {
      throw new TremoloError('not_found', 'This agent has no such job.');
    }
    const rows = await this.#deps.store.read(
      'SELECT * FROM files WHERE job_id = ? ORDER BY created_ms DESC LIMIT 100',
      [jobId],
    );
    return rows.map(keptFileOf);
  }

  /** One part, from this byte on. */
  read(sha256: string, from: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.inTurn(async () => {
      const { shelf, captured } = this.#deps;
      if ((await this.find(sha256)) !== null) return shelf.read(sha256, from);
      return captured.part(sha256, from, PART_BYTES);
    });
  }

  pathOf(sha256: string): string {
    return this.#deps.shelf.pathOf(sha256);
  }

  /** A few at once; whoever comes beyond that is to come again. Throws `too_many_requests`. */
  async inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#atOnce >= PARTS_AT_ONCE) {
      throw new TremoloError('too_many_requests', 'Other agents have the way: try again.');
    }
    this.#atOnce++;
    try {
      return await work();
    } finally {
      this.#atOnce--;
    }
  }

  /** Models, the newest first unless asked otherwise. */
  async models(query: PageQuery) {
    const rows = await this.#deps.store.read("SELECT * FROM files WHERE kind = 'model'");
    const words = (query.q ?? '').toLowerCase();
    const models = rows
      .map(keptFileOf)
      .filter(({ name, version, sha256 }) =>
        `${name} ${version} ${sha256}`.toLowerCase().includes(words),
      );
    return listPage(models, query, SHAPE);
  }

  /** A model by its hash. Throws `not_found`. */
  async model(sha256: string): Promise<KeptFile> {
    const file = await this.find(sha256);
    if (file?.kind === 'model') return file;
    throw refused('model_unknown');
  }

  /** Deletes a model and gives its space back. Throws `not_found`; `conflict` while a job needs it. */
  async deleteModel(sha256: string, isNeeded: boolean, actor: Actor): Promise<void> {
    const { name, version } = await this.model(sha256);
    if (isNeeded) throw refused('model_needed');
    await this.#deps.store.record(
      [{ sql: 'DELETE FROM files WHERE sha256 = ?', args: [sha256] }],
      [{ event: 'model.deleted', actor, resourceId: sha256, details: { name, version } }],
    );
    await this.#deps.shelf.remove(sha256);
  }

  /** Lets go of checkpoints of jobs that are over, and of what never arrived whole. To be called now and then. */
  async upkeep(): Promise<void> {
    const { store, shelf, clock, isOpen } = this.#deps;
    const rows = (await store.read('SELECT * FROM files')).map(keptFileOf);
    const isOver = ({ kind, jobId }: KeptFile) =>
      kind === 'checkpoint' && (jobId === null || !isOpen(jobId));
    const over = rows.filter(isOver);
    await store.write(
      over.map(({ sha256 }) => ({ sql: 'DELETE FROM files WHERE sha256 = ?', args: [sha256] })),
    );
    const known = new Set(rows.filter((row) => !isOver(row)).map(({ sha256 }) => sha256));
    for (const { sha256 } of over) await shelf.remove(sha256);
    await shelf.sweep(clock() - DAY_MS, (sha256) => known.has(sha256));
  }
}

const capturedFile = (sha256: string, bytes: number): KeptFile => ({
  ...{ sha256, kind: 'recording', bytes, name: null, version: null },
  ...{ agentId: null, jobId: null, createdMs: 0 },
});
