import { refused } from '#schemas/errors/refused';
import { said } from '#schemas/errors/said';
import type { Tried } from '#schemas/http/saying';
import { newId, type UserId, type WebhookId } from '#schemas/ids/ids';
import type { PersonalChannel } from '#schemas/notifications/event-names';
import type { Channel as ChannelName, SiteChannel } from '#schemas/notifications/events';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import type { Channel, Parcel } from './channels/channel.ts';
import type { PushBook } from './channels/push/push-book.ts';
import type { WebhookBook } from './channels/webhook/webhook-book.ts';
import type { Feed } from './feed.ts';
import { shownSaid } from './kept-said.ts';
import type { Notification } from './notification.ts';
import { SendFailure } from './send-failure.ts';

export interface ChannelTrialDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>;
  readonly webhooks: WebhookBook;
  readonly pushDevices: PushBook;
  readonly feed: Feed;
}

/** Sends tests at once, past the queue, and says what came of them. */
export class ChannelTrials {
  readonly #deps: ChannelTrialDeps;

  constructor(deps: ChannelTrialDeps) {
    this.#deps = deps;
  }

  /** One of the site’s ways; that it was tried is recorded. */
  async site(channel: Exclude<SiteChannel, 'webhook'>, actor: Actor): Promise<Tried> {
    const tried = await this.#try(channel, null, null);
    const outcome = tried.sent ? 'done' : 'failed';
    await this.#deps.store.record(
      [],
      [{ event: 'channel.tested', actor, resourceId: channel, outcome }],
    );
    return tried;
  }

  /** One webhook. Throws `not_found`. */
  async webhook(webhookId: WebhookId, actor: Actor): Promise<Tried> {
    const { webhooks } = this.#deps;
    if (webhooks.get(webhookId) === null) {
      throw refused('webhook_unknown');
    }
    const tried = await this.#try('webhook', null, webhookId);
    await webhooks.recordTest(webhookId, tried.sent, actor);
    return tried;
  }

  /** One of a person’s own ways. */
  async own(userId: UserId, channel: PersonalChannel): Promise<Tried> {
    if (channel === 'in_app') return this.#inApp(userId);
    if (channel !== 'push') return this.#try(channel, userId, null);
    const devices = this.#deps.pushDevices.devicesOf(userId);
    if (devices.length === 0) return this.#try('push', userId, null);
    const tries = await Promise.all(devices.map(({ pushId }) => this.#try('push', userId, pushId)));
    return tries.find(({ sent }) => !sent) ?? tries[0];
  }

  async #inApp(userId: UserId): Promise<Tried> {
    const { store, feed } = this.#deps;
    const test = this.#test();
    await store.write([
      {
        sql: `INSERT INTO notifications (notification_id, event, rank, title, body, dedupe_key, data, at_ms)
          VALUES (?, 'test', 3, ?, ?, ?, '{}', ?)`,
        args: [
          test.notificationId,
          JSON.stringify(test.title),
          JSON.stringify(test.body),
          `test:${test.notificationId}`,
          test.atMs,
        ],
      },
      feed.statement(test, [userId]),
    ]);
    await feed.tell([userId], test.notificationId);
    return { sent: true, ...shownSaid(said('sent_in_app')) };
  }

  async #try(channel: ChannelName, userId: UserId | null, targetId: string | null): Promise<Tried> {
    const way = this.#deps.channels[channel];
    if (way === undefined) return { sent: false, ...shownSaid(said('way_unknown')) };
    const objection = way.objection(userId);
    if (objection !== null) return { sent: false, ...shownSaid(objection) };
    const parcel: Parcel = {
      ...{ batchId: newId('dv'), isRepeat: false },
      notifications: [this.#test()],
      userId,
      targetId,
    };
    try {
      return { sent: true, ...shownSaid(await way.send(parcel)) };
    } catch (error) {
      if (error instanceof SendFailure) return { sent: false, ...shownSaid(error.said) };
      throw error;
    }
  }

  #test(): Notification {
    return {
      notificationId: newId('nt'),
      event: 'test',
      priority: 'low',
      title: { en: 'A test', de: 'Ein Test' },
      body: {
        en: 'If you can read this, messages from this site arrive.',
        de: 'Wenn Sie das lesen können, kommen Meldungen dieser Anlage an.',
      },
      link: '/notifications',
      nodeId: null,
      about: null,
      data: {},
      atMs: this.#deps.clock(),
    };
  }
}
