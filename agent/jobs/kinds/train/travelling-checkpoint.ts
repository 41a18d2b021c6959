import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { describeError } from '#schemas/errors/tremolo-error';
import type { JobFiles } from '../../job-files.ts';
import { KeptLosses, type LossesFile } from './losses-file.ts';

/** A training that dies with its machine loses no more than this, and what an epoch takes. */
const EVERY_MS = 60_000;

/** As it travels: where training stands, and how it came there. */
const Parcel = z.strictObject({ losses: KeptLosses, checkpoint: z.base64() });

export interface TravellingCheckpointOptions {
  /** The job’s own; the checkpoint lies in it under `checkpoint`. */
  readonly folder: string;
  readonly losses: LossesFile;
  readonly files: JobFiles;
  readonly clock: () => number;
  readonly say: (text: string) => void;
}

/** Takes the checkpoint of a job from agent to agent by way of the hub. Without it a training begins anew: it never fails one. */
export class TravellingCheckpoint {
  readonly #options: TravellingCheckpointOptions;
  #leftMs: number;
  #leaving: Promise<void> | null = null;

  constructor(options: TravellingCheckpointOptions) {
    this.#options = options;
    this.#leftMs = options.clock();
  }

  get path(): string {
    return join(this.#options.folder, 'checkpoint');
  }

  /** Takes up what an earlier attempt handed in on whichever agent, unless this one is further. */
  async arrive(): Promise<void> {
    const { files, losses, say } = this.#options;
    try {
      const [latest] = (await files.ofJob()).filter(({ kind }) => kind === 'checkpoint');
      if (latest === undefined) return;
      const { path } = await files.fetch(latest.sha256);
      const parcel = Parcel.parse(JSON.parse(readFileSync(path, 'utf8')));
      rmSync(path, { force: true });
      const own = existsSync(this.path) ? (losses.load()?.done ?? 0) : -1;
      if (own >= parcel.losses.done) return;
      losses.save(parcel.losses);
      writeFileSync(`${this.path}.new`, Buffer.from(parcel.checkpoint, 'base64'), { mode: 0o600 });
      renameSync(`${this.path}.new`, this.path);
      say('Takes up what an earlier attempt kept at the hub.');
    } catch (error) {
      say(`What an earlier attempt kept at the hub cannot be had: ${describeError(error)}`);
    }
  }

  /** Hands it in beside the training, now and then. */
  leaveSometimes(): void {
    if (this.#leaving !== null || this.#options.clock() - this.#leftMs < EVERY_MS) return;
    this.#leaving = this.#leave().finally(() => {
      this.#leaving = null;
    });
  }

  /** Hands it in as it now stands. */
  async leave(): Promise<void> {
    await this.#leaving;
    await this.#leave();
  }

  async #leave(): Promise<void> {
    const { folder, files, losses, clock, say } = this.#options;
    this.#leftMs = clock();
    const known = losses.load();
    if (known === null || !existsSync(this.path)) return;
    const path = join(folder, 'parcel.json');
    try {
      const checkpoint = readFileSync(this.path).toString('base64');
      writeFileSync(path, JSON.stringify({ losses: known, checkpoint }), { mode: 0o600 });
      await files.deliver(path, 'checkpoint');
    } catch (error) {
      say(`The checkpoint stays on this agent alone: ${describeError(error)}`);
    } finally {
      rmSync(path, { force: true });
    }
  }
}
