import { type Said, said } from '#schemas/errors/said';
import type { UserId } from '#schemas/ids/ids';
import type { Receiver } from '../../receiver.ts';
import { SendFailure } from '../../send-failure.ts';
import { composed } from '../../wording.ts';
import type { Channel, Parcel } from '../channel.ts';
import { slackMessage } from './slack-message.ts';
import { postToSlack } from './slack-post.ts';
import type { SlackDeps } from './slack-rules.ts';

/** Messages of the site’s app in Slack to single persons. */
export class SlackPerson implements Channel {
  readonly gathers = true;
  readonly #deps: SlackDeps & { readonly receiverOf: (userId: UserId) => Receiver | null };

  constructor(deps: SlackDeps & { readonly receiverOf: (userId: UserId) => Receiver | null }) {
    this.#deps = deps;
  }

  objection(userId: UserId | null): Said | null {
    const { settings, egress, receiverOf } = this.#deps;
    const { slackEnabled, slackToken, slackApiUrl } = settings();
    if (!slackEnabled || slackToken === null) return said('slack_app_none');
    if (userId !== null && receiverOf(userId)?.slackMember == null) {
      return said('slack_member_none');
    }
    return egress.objectionTo(slackApiUrl);
  }

  async send({ batchId, notifications, userId }: Parcel): Promise<Said> {
    const { egress, settings, addressOf, siteName, receiverOf } = this.#deps;
    const receiver = userId === null ? null : receiverOf(userId);
    if (receiver?.slackMember == null) {
      throw new SendFailure(said('slack_member_unknown'), 'give up');
    }
    const { language, slackMember } = receiver;
    const message = slackMessage(composed(notifications, language, addressOf), language, {
      site: siteName(),
      // It goes to the person alone: there is nobody to be called.
      mention: '',
    });
    const posted = await postToSlack(
      egress,
      settings(),
      { channel: slackMember, ...message },
      {
        deliveryId: batchId,
        notifications: notifications.map(({ notificationId }) => notificationId),
      },
    );
    if (posted === 'thread gone') throw new Error('Nothing was said in a thread.');
    return posted.says;
  }
}
