import type { ChannelSettings } from '#schemas/config/channel-settings';
import { type Language, spokenIn } from '#schemas/notifications/words';
import type { Egress } from '../../egress/egress.ts';
import { composed } from '../../wording.ts';
import type { Channel, Parcel } from '../channel.ts';
import { sentOrFailed } from '../sent-or-failed.ts';
import { slackMessage } from './slack-message.ts';
import { postToSlack } from './slack-post.ts';

export interface SlackDeps {
  readonly egress: Egress;
  readonly settings: () => ChannelSettings;
  readonly addressOf: (path: string) => string;
  readonly siteLanguage: () => Language;
  readonly siteName: () => string;
}

/** One channel of the site’s Slack: by its webhook, or as an app. */
export class SlackRoom implements Channel {
  readonly gathers = true;
  readonly #deps: SlackDeps;

  constructor(deps: SlackDeps) {
    this.#deps = deps;
  }

  objection(): string | null {
    const { slackEnabled, slackWebhookUrl, slackToken, slackRoom, slackApiUrl } =
      this.#deps.settings();
    if (!slackEnabled) return 'Slack is switched off.';
    if (slackWebhookUrl !== null) return this.#deps.egress.objectionTo(slackWebhookUrl);
    if (slackToken === null) return 'Neither a webhook nor a token is set.';
    if (slackRoom === '') return 'No channel is set.';
    return this.#deps.egress.objectionTo(slackApiUrl);
  }

  async send({ notifications }: Parcel): Promise<string> {
    const { egress, settings, addressOf, siteName, siteLanguage } = this.#deps;
    const { slackWebhookUrl, slackRoom, slackMention: mention, slackLanguage } = settings();
    const language = spokenIn(slackLanguage, siteLanguage());
    const message = slackMessage(composed(notifications, language, addressOf), language, {
      site: siteName(),
      mention,
    });
    if (slackWebhookUrl === null) {
      return postToSlack(egress, settings(), { channel: slackRoom, ...message });
    }
    const answer = await egress.post({
      url: slackWebhookUrl,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    });
    return sentOrFailed('Slack', answer);
  }
}
