/** Files that travel between hub and agents, put together with the jobs that need or make them. */
import { join } from 'node:path';
import type { HubSettings } from '#schemas/config/hub-settings';
import type { AgentId, JobId } from '#schemas/ids/ids';
import { jobKind } from '#schemas/jobs/job-kinds';
import type { Clock } from './clock.ts';
import { Deliveries, type TrackDesk } from './files/deliveries.ts';
import { FileShelf } from './files/file-shelf.ts';
import { type CapturedFiles, Files } from './files/files.ts';
import type { JobBook } from './jobs/job-book.ts';
import { isOut, type KeptJob } from './jobs/kept-job.ts';
import type { Store } from './store/store.ts';

const FOLDER = 'files';

export interface FileRoomsDeps {
  readonly settings: HubSettings;
  readonly clock: Clock;
  readonly store: Store;
  readonly book: JobBook;
  readonly isDiskLow: () => boolean;
  /** Takes the tracks of captures. */
  readonly tracks: TrackDesk;
  /** Sets of captures that jobs learn from, and their samples. */
  readonly captured: CapturedFiles & { readonly filesOf: (sha256: string) => readonly string[] };
}

export type FileRooms = ReturnType<typeof createFileRooms>;

export function createFileRooms(deps: FileRoomsDeps) {
  const { settings, clock, store, book, isDiskLow, tracks, captured } = deps;
  const shelf = new FileShelf(join(settings.dataDir, FOLDER));
  const hasJob = (agentId: AgentId, jobId: JobId) => {
    const job = book.liveOne(jobId);
    return job !== null && isOut(job) && job.agentId === agentId;
  };
  const files = new Files({
    store,
    shelf,
    clock,
    hasJob,
    captured,
    isOpen: (jobId) => book.liveOne(jobId) !== null,
    neededBy: (agentId) => {
      const needed = new Set<string>();
      // Asked for each part of a file: nothing is made of the many jobs that are not its.
      for (const job of book.live()) {
        if (job.agentId !== agentId || !isOut(job)) continue;
        for (const sha256 of filesOf(job)) {
          needed.add(sha256);
          for (const track of captured.filesOf(sha256)) needed.add(track);
        }
      }
      return needed;
    },
  });
  const deliveries = new Deliveries({
    store,
    shelf,
    files,
    clock,
    hasJob,
    tracks,
    isDiskLow,
    bytesMax: settings.files.maxTotalMb * 1_048_576,
  });
  /** Whether a job that has not ended names the file. */
  const isFileNeeded = (sha256: string) =>
    [...book.live()].some((job) => filesOf(job).includes(sha256));
  return { shelf, files, deliveries, isFileNeeded };
}

function filesOf(job: KeptJob): readonly string[] {
  return jobKind(job.kind).filesOf?.(job.arguments) ?? [];
}
