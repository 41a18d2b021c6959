import { TremoloError } from '#schemas/errors/tremolo-error';
import { SAMPLE_BYTES } from '#schemas/frames/frame';
import type { TrackDelivery } from '#schemas/http/agent-files';
import type { AgentId } from '#schemas/ids/ids';
import type { Events } from '../events.ts';
import type { CaptureDesk } from './capture-desk.ts';
import type { CaptureSpace } from './capture-space.ts';
import type { ObjectKeeper } from './object-keeper.ts';
import type { OpenCapture, OpenCaptures, OpenTrack } from './open-captures.ts';
import { openTrack, verifyTrack } from './open-track.ts';
import { previewOf } from './preview-of.ts';

export interface TrackKeeperDeps {
  readonly open: OpenCaptures;
  readonly desk: CaptureDesk;
  readonly keeper: ObjectKeeper;
  readonly space: CaptureSpace;
  readonly events: Events;
}

/** Takes the tracks that agents hand in: reads each, holds it against its own hash, and keeps it. */
export class TrackKeeper {
  readonly #deps: TrackKeeperDeps;

  constructor(deps: TrackKeeperDeps) {
    this.#deps = deps;
  }

  /** Whether this agent was asked for this point of this capture, and has not handed it in. */
  isWanted(delivery: TrackDelivery, agentId: AgentId): boolean {
    const state = this.#track(delivery, agentId)?.track.state;
    return state === 'waiting' || state === 'taken';
  }

  /** Whether it is there already: an answer got lost. */
  isKept(delivery: TrackDelivery, agentId: AgentId): boolean {
    return this.#track(delivery, agentId)?.track.state === 'kept';
  }

  hasRoomFor(bytes: number): boolean {
    return this.#deps.space.hasRoomFor(bytes);
  }

  /** Throws `file_damaged`, `storage_full`, `storage_failed`. */
  async keep({ sha256, bytes, captureId, pointId }: TrackDelivery, path: string): Promise<void> {
    const { open, desk, keeper, space, events } = this.#deps;
    const track = await openTrack(await Bun.file(path).bytes());
    const { facts } = track;
    if (facts.pointId !== pointId) {
      throw new TremoloError('file_damaged', 'The track is one of another point.');
    }
    await verifyTrack(track);
    const preview = await previewOf(track);
    const capture = open.get(captureId);
    const own = capture?.tracks.get(pointId);
    if (capture === null || own === undefined) {
      throw new TremoloError('not_found', 'Nobody waits for this capture.');
    }
    const rawBytes = facts.samples * SAMPLE_BYTES[facts.format];
    const before = own.state;
    own.state = 'kept';
    try {
      const row = {
        sql: `UPDATE capture_tracks SET state = 'kept', reason = NULL, sha256 = ?, bytes = ?, raw_bytes = ?, facts = ?, preview = ?
          WHERE capture_id = ? AND point_id = ?`,
        args: [
          ...[sha256, bytes, rawBytes, JSON.stringify(facts), JSON.stringify(preview)],
          ...[captureId, pointId],
        ],
        // Deleted meanwhile: nothing of it is kept, and the object goes with the next sweep.
        mustChange: true,
      };
      space.took(await keeper.keep({ sha256, path, bytes }, [row, desk.stands(capture)], []));
    } catch (error) {
      own.state = before;
      open.add(capture);
      throw error;
    }
    events.emit('captures', { captureIds: [captureId] });
  }

  #track(
    { captureId, pointId }: TrackDelivery,
    agentId: AgentId,
  ): { capture: OpenCapture; track: OpenTrack } | null {
    const capture = this.#deps.open.get(captureId);
    const track = capture?.tracks.get(pointId);
    if (capture === null || track === undefined || track.agentId !== agentId) return null;
    return { capture, track };
  }
}
