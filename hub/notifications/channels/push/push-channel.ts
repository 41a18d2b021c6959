import { createHash } from 'node:crypto';
import type { ChannelSettings } from '#schemas/config/channel-settings';
import { type Said, said } from '#schemas/errors/said';
import type { UserId } from '#schemas/ids/ids';
import type { Priority } from '#schemas/notifications/event-names';
import type { Egress } from '../../egress/egress.ts';
import type { Receiver } from '../../receiver.ts';
import { SendFailure } from '../../send-failure.ts';
import { composed } from '../../wording.ts';
import type { Channel, Parcel } from '../channel.ts';
import { sentOrFailed } from '../sent-or-failed.ts';
import { encryptPush } from './encrypt-push.ts';
import type { PushBook } from './push-book.ts';
import type { PushKeys } from './push-keys.ts';

/** So long a service keeps a message for a browser that is off. */
const KEPT_S = 24 * 3_600;
const TITLE_MAX = 200;
const BODY_MAX = 600;
const URGENCY: Readonly<Record<Priority, string>> = {
  critical: 'high',
  high: 'high',
  medium: 'normal',
  low: 'low',
};

export interface PushChannelDeps {
  readonly egress: Egress;
  readonly keys: PushKeys;
  readonly devices: PushBook;
  readonly settings: () => ChannelSettings;
  readonly receiverOf: (userId: UserId) => Receiver | null;
}

/** Messages to browsers while Tremolo is closed, by the services of their makers, which cannot read them. */
export class PushChannel implements Channel {
  readonly gathers = true;
  readonly #deps: PushChannelDeps;

  constructor(deps: PushChannelDeps) {
    this.#deps = deps;
  }

  objection(userId: UserId | null): Said | null {
    if (!this.#deps.settings().pushEnabled) return said('push_off');
    if (userId === null || this.#deps.devices.devicesOf(userId).length > 0) return null;
    return said('browser_none');
  }

  async send({ batchId, notifications, userId, targetId }: Parcel): Promise<Said> {
    const { egress, devices, receiverOf, keys, settings } = this.#deps;
    const pushId = targetId ?? '';
    const subscription = devices.subscriptionOf(pushId);
    const receiver = userId === null ? null : receiverOf(userId);
    if (subscription === null || receiver === null) {
      throw new SendFailure(said('browser_removed'), 'give up');
    }
    // Paths only: the browser puts them to the origin that it knows.
    const { title, priority, items } = composed(notifications, receiver.language, (path) => path);
    const message = {
      title: title.slice(0, TITLE_MAX),
      body: items.length === 1 ? items[0].body.slice(0, BODY_MAX) : lines(items),
      link: items.length === 1 ? (items[0].link ?? '/notifications') : '/notifications',
      // The same takes the place of the same: sent again after a crash it is shown once.
      tag: batchId,
      priority,
      language: receiver.language,
    };
    const answer = await egress.post({
      url: subscription.endpoint,
      headers: {
        'content-type': 'application/octet-stream',
        'content-encoding': 'aes128gcm',
        ttl: String(KEPT_S),
        urgency: URGENCY[priority],
        topic: createHash('sha256').update(batchId).digest('base64url').slice(0, 32),
        authorization: await keys.authorization(subscription.endpoint, settings().pushContact),
      },
      body: encryptPush(JSON.stringify(message), subscription.keys),
    });
    if (answer.status === 404 || answer.status === 410) {
      await devices.gone(pushId);
      throw new SendFailure(said('browser_ended'), 'give up');
    }
    const says = sentOrFailed(new URL(subscription.endpoint).host, answer);
    await devices.sent(pushId);
    return says;
  }
}

function lines(items: readonly { title: string }[]): string {
  const shown = items.slice(0, 5).map(({ title }) => title.slice(0, 100));
  return shown.join('\n');
}
