import type { Said } from '#schemas/errors/said';
import type { UserId } from '#schemas/ids/ids';
import type { Notification } from '../notification.ts';

/** What leaves by one way to one receiver in one message. */
export interface Parcel {
  /** The same at each try of the same: receivers that know it take it once. */
  readonly batchId: string;
  /** It was tried before, and may have arrived. */
  readonly isRepeat: boolean;
  /** Oldest first; one where the channel does not gather. */
  readonly notifications: readonly Notification[];
  /** Whose; null: the site’s. */
  readonly userId: UserId | null;
  /** A webhook or a browser, where the channel has several. */
  readonly targetId: string | null;
}

/** One way out of the hub. */
export interface Channel {
  /** Whether what comes within a moment goes out as one. Programs want each by itself. */
  readonly gathers: boolean;
  /** Why nothing can be sent by it now, null: it can. Of a person’s way where a person is named. */
  objection(userId: UserId | null): Said | null;
  /** Sends it and resolves with what the receiver said. Throws SendFailure. */
  send(parcel: Parcel): Promise<Said>;
}
