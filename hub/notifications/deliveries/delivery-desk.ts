import { type Said, said } from '#schemas/errors/said';
import type { UserId } from '#schemas/ids/ids';
import type { PersonalChannel } from '#schemas/notifications/event-names';
import type { Channel as ChannelName } from '#schemas/notifications/events';
import type { Log } from '../../log.ts';
import type { Channel, Parcel } from '../channels/channel.ts';
import type { Notification } from '../notification.ts';
import { SendFailure } from '../send-failure.ts';
import type { Batch, DeliveryBook } from './delivery-book.ts';

const LOOK_MS = 1_000;
/** Waits between tries; after the last one a delivery is given up. */
const WAITS_MS = [10_000, 60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000];
/** So many lanes send at the same time. */
const LANES_MAX = 16;

export interface DeliveryDeskDeps {
  readonly book: DeliveryBook;
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>;
  readonly log: Log;
  /** Whether this person may still be told of it: rights end, also while something waits for the morning. */
  readonly mayHave: (userId: UserId, notification: Notification) => boolean;
  /** A person was not reached by a way: the feed says so. */
  readonly missed: (
    userId: UserId,
    notifications: readonly Notification[],
    failure: { channel: PersonalChannel; says: Said },
  ) => Promise<void>;
  /** A try of one of the site’s ways failed, for good or to be repeated, or went well again. */
  readonly siteTried: (
    batch: Batch,
    outcome: { isSent: boolean; isOver: boolean; says: Said },
  ) => Promise<void>;
}

/** Sends what is due: each lane one after the other, the most urgent first, lanes beside each other. */
export class DeliveryDesk {
  readonly #deps: DeliveryDeskDeps;
  readonly #running = new Map<string, Promise<void>>();
  /** Lanes whose work broke off: what they were sending stands there as if it still were. */
  readonly #broken = new Set<string>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #look: Promise<void> | null = null;
  #isWoken = false;
  #isStopping = false;

  constructor(deps: DeliveryDeskDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    await this.#deps.book.recover();
    this.#timer = setInterval(() => this.wake(), LOOK_MS);
  }

  /** What is on its way is finished; the rest waits on disk. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.settled();
  }

  /** Says that something may be due. */
  wake(): void {
    this.#isWoken = true;
    this.#look ??= this.#looks().finally(() => {
      this.#look = null;
    });
  }

  /** Resolves when nothing more is due now. */
  async settled(): Promise<void> {
    while (this.#look !== null || this.#running.size > 0) {
      await this.#look;
      await Promise.all(this.#running.values());
    }
  }

  async #looks(): Promise<void> {
    while (this.#isWoken && !this.#isStopping) {
      this.#isWoken = false;
      try {
        for (const lane of await this.#deps.book.dueLanes()) this.#run(lane);
      } catch (error) {
        this.#deps.log.error('deliveries cannot be read; tried again', error);
      }
    }
  }

  #run(lane: string): void {
    if (this.#running.has(lane) || this.#running.size >= LANES_MAX) return;
    const work = this.#sendAll(lane)
      .catch((error) => {
        this.#broken.add(lane);
        this.#deps.log.error('a delivery cannot be noted; tried again', error);
      })
      .finally(() => this.#running.delete(lane));
    this.#running.set(lane, work);
  }

  async #sendAll(lane: string): Promise<void> {
    const channel = this.#deps.channels[lane.split(':')[0] as ChannelName];
    if (channel === undefined) throw new Error(`There is no channel for ${lane}.`);
    if (this.#broken.has(lane)) {
      await this.#deps.book.recover(lane);
      this.#broken.delete(lane);
    }
    while (!this.#isStopping) {
      const batch = await this.#deps.book.claim(lane, channel.gathers);
      if (batch === null) return;
      await this.#sendOne(channel, batch);
    }
  }

  async #sendOne(channel: Channel, batch: Batch): Promise<void> {
    const { book, mayHave } = this.#deps;
    const [{ userId, targetId }] = batch.deliveries;
    const notifications =
      userId === null
        ? batch.notifications
        : batch.notifications.filter((one) => mayHave(userId, one));
    if (notifications.length === 0) {
      await book.dropped(batch, said('person_may_not'));
      return;
    }
    const sent = await this.#tried(channel, {
      batchId: batch.batchId,
      isRepeat: batch.isRepeat,
      notifications,
      userId,
      targetId,
    });
    if ('error' in sent) {
      await this.#failed(batch, notifications, sent.error);
      return;
    }
    await book.sent(batch, sent);
    if (userId === null) {
      await this.#deps.siteTried(batch, { isSent: true, isOver: true, says: sent });
    }
  }

  /** What the receiver said, or why it was not sent. */
  async #tried(channel: Channel, parcel: Parcel): Promise<Said | { error: unknown }> {
    try {
      const objection = channel.objection(parcel.userId);
      if (objection !== null) throw new SendFailure(objection, 'give up');
      return await channel.send(parcel);
    } catch (error) {
      return { error };
    }
  }

  async #failed(
    batch: Batch,
    notifications: readonly Notification[],
    error: unknown,
  ): Promise<void> {
    const { book, log, missed, siteTried } = this.#deps;
    const [{ channel, userId, tries }] = batch.deliveries;
    const failure = error instanceof SendFailure ? error : null;
    // One of ours, not the receiver’s: the log has it, and the receiver’s turn comes again.
    if (failure === null)
      log.error('a channel failed in a way that nobody foresaw', error, { channel });
    const says = failure?.said ?? said('way_failed');
    const waitMs = WAITS_MS[tries];
    const isOver = failure?.advice === 'give up' || waitMs === undefined;
    if (isOver) await book.failed(batch, says);
    else await book.again(batch, says, Math.max(waitMs, failure?.pauseMs ?? 0));
    // Neither receiver nor text: the log is read by more people than the message.
    log.warn(isOver ? 'a delivery was given up' : 'a delivery failed; it is tried again', {
      channel,
      tries: tries + 1,
      because: says.sentence,
    });
    if (userId === null) await siteTried(batch, { isSent: false, isOver, says });
    else if (isOver) {
      await missed(userId, notifications, { channel: channel as PersonalChannel, says });
    }
  }
}
