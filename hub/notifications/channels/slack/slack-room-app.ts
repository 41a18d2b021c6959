import { type Said, said } from '#schemas/errors/said';
import { rankOf } from '#schemas/notifications/event-names';
import type { Egress } from '../../egress/egress.ts';
import type { Notification } from '../../notification.ts';
import type { Parcel } from '../channel.ts';
import { isResolving } from '../resolving.ts';
import { postToSlack } from './slack-post.ts';
import { isForEverybody, type SlackDeps } from './slack-rules.ts';
import { leftBehind } from './slack-search.ts';
import type { SlackPlace, SlackThreads } from './slack-threads.ts';

type MessageOf = (notifications: readonly Notification[]) => {
  text: string;
  attachments: object[];
};

/** What goes into one message; `root`: into its thread. */
interface Part {
  readonly root: SlackPlace | null;
  readonly notifications: readonly Notification[];
}

/** A day more or less between the clocks must not hide a message. */
const BEFORE_MS = 60_000;
const CHANNEL_ID = /^[CGD][A-Z0-9]{6,}$/;

/**
 * Writes to a channel as the site’s app: what is new into the channel, later news of the same matter into the thread of its first
 * message. What an earlier try has posted is not posted again.
 */
export class SlackRoomApp {
  readonly #deps: Pick<SlackDeps, 'settings'> & {
    readonly egress: Egress;
    readonly threads: SlackThreads;
  };

  constructor(
    deps: Pick<SlackDeps, 'settings'> & { readonly egress: Egress; readonly threads: SlackThreads },
  ) {
    this.#deps = deps;
  }

  async send(parcel: Parcel, messageOf: MessageOf): Promise<Said> {
    const { threads } = this.#deps;
    if (parcel.isRepeat) await this.#recall(parcel);
    const posted = await threads.postedOf(parcel.batchId);
    const left = parcel.notifications.filter(({ notificationId }) => !posted.has(notificationId));
    let says: Said = posted.size > 0 ? said('sent_before', { who: 'Slack' }) : said('sent_nothing');
    for (const part of await this.#partsOf(left)) {
      says = await this.#post(part, parcel.batchId, messageOf);
    }
    return says;
  }

  async #post(part: Part, batchId: string, messageOf: MessageOf): Promise<Said> {
    const { egress, settings, threads } = this.#deps;
    const { root, notifications } = part;
    const room = settings().slackRoom;
    const message = messageOf(notifications);
    const thread =
      root === null
        ? {}
        : { thread_ts: root.ts, reply_broadcast: notifications.some(isForEverybody) };
    const ids = notifications.map(({ notificationId }) => notificationId);
    const posted = await postToSlack(
      egress,
      settings(),
      { channel: root?.channel ?? room, ...message, ...thread },
      { deliveryId: batchId, notifications: ids },
    );
    if (posted !== 'thread gone') {
      await threads.posted({ room, batchId, isRoot: root === null }, notifications, posted.at);
      return posted.says;
    }
    if (root !== null) await threads.forget(root);
    return this.#post({ root: null, notifications }, batchId, messageOf);
  }

  /** One message for all that is new, and one for each thread. */
  async #partsOf(notifications: readonly Notification[]): Promise<Part[]> {
    const { settings, threads } = this.#deps;
    const { slackRoom, slackLeast } = settings();
    const fresh: Notification[] = [];
    const byThread = new Map<string, { root: SlackPlace; notifications: Notification[] }>();
    for (const one of notifications) {
      const root = one.about === null ? null : await threads.rootOf(slackRoom, one.about);
      // That something is over is said where it began, and nowhere else unless it matters by itself.
      const isOfInterest = !isResolving(one) || rankOf(one.priority) <= rankOf(slackLeast);
      if (root === null) {
        if (isOfInterest) fresh.push(one);
        continue;
      }
      const part = byThread.get(root.ts) ?? { root, notifications: [] };
      part.notifications.push(one);
      byThread.set(root.ts, part);
    }
    const first = fresh.length === 0 ? [] : [{ root: null, notifications: fresh }];
    return [...first, ...byThread.values()];
  }

  /** What an earlier try left in Slack without the hub having heard of it is taken as posted. */
  async #recall({ batchId, notifications }: Parcel): Promise<void> {
    const { egress, settings, threads } = this.#deps;
    const room = settings().slackRoom;
    const channel = CHANNEL_ID.test(room) ? room : await threads.channelOf(room);
    if (channel === null) return;
    const sinceMs = Math.min(...notifications.map(({ atMs }) => atMs)) - BEFORE_MS;
    const roots = await Promise.all(
      notifications.map(({ about }) => (about === null ? null : threads.rootOf(room, about))),
    );
    const places = new Set([null, ...roots.flatMap((root) => root?.ts ?? [])]);
    for (const ts of places) {
      const asked = { channel, ts, sinceMs };
      for (const one of await leftBehind(egress, settings(), batchId, asked)) {
        const own = notifications.filter(({ notificationId }) =>
          one.notifications.includes(notificationId),
        );
        await threads.posted({ room, batchId, isRoot: one.isRoot }, own, one.at);
      }
    }
  }
}
