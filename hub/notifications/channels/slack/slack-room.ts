import { type Said, said } from '#schemas/errors/said';
import { spokenIn } from '#schemas/notifications/words';
import type { Notification } from '../../notification.ts';
import { composed } from '../../wording.ts';
import type { Channel, Parcel } from '../channel.ts';
import { sentOrFailed } from '../sent-or-failed.ts';
import { slackMessage } from './slack-message.ts';
import type { SlackRoomApp } from './slack-room-app.ts';
import { isForEverybody, isSlackApp, type SlackDeps } from './slack-rules.ts';

/** One channel of the site’s Slack: as an app, whose messages have threads, or by a webhook. */
export class SlackRoom implements Channel {
  readonly gathers = true;
  readonly #deps: SlackDeps & { readonly app: SlackRoomApp };

  constructor(deps: SlackDeps & { readonly app: SlackRoomApp }) {
    this.#deps = deps;
  }

  objection(): Said | null {
    const { settings, egress } = this.#deps;
    const { slackEnabled, slackWebhookUrl, slackToken, slackApiUrl } = settings();
    if (!slackEnabled) return said('way_off', { who: 'Slack' });
    if (isSlackApp(settings())) return egress.objectionTo(slackApiUrl);
    if (slackWebhookUrl !== null) return egress.objectionTo(slackWebhookUrl);
    return slackToken === null ? said('slack_nothing_set') : said('slack_channel_none');
  }

  async send(parcel: Parcel): Promise<Said> {
    const { egress, settings, app } = this.#deps;
    const { slackWebhookUrl } = settings();
    const messageOf = (notifications: readonly Notification[]) => this.#messageOf(notifications);
    if (isSlackApp(settings()) || slackWebhookUrl === null) return app.send(parcel, messageOf);
    const answer = await egress.post({
      url: slackWebhookUrl,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(messageOf(parcel.notifications)),
    });
    return sentOrFailed('Slack', answer);
  }

  #messageOf(notifications: readonly Notification[]) {
    const { settings, addressOf, siteName, siteLanguage } = this.#deps;
    const { slackMention, slackLanguage } = settings();
    const language = spokenIn(slackLanguage, siteLanguage());
    return slackMessage(composed(notifications, language, addressOf), language, {
      site: siteName(),
      mention: notifications.some(isForEverybody) ? slackMention : '',
    });
  }
}
