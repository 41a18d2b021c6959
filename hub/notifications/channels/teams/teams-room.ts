import type { ChannelSettings } from '#schemas/config/channel-settings';
import { type Said, said } from '#schemas/errors/said';
import { type Language, spokenIn } from '#schemas/notifications/words';
import type { Egress } from '../../egress/egress.ts';
import { SendFailure } from '../../send-failure.ts';
import { composed } from '../../wording.ts';
import type { Channel, Parcel } from '../channel.ts';
import { sentOrFailed } from '../sent-or-failed.ts';
import { teamsCard } from './teams-card.ts';

export interface TeamsDeps {
  readonly egress: Egress;
  readonly settings: () => ChannelSettings;
  readonly addressOf: (path: string) => string;
  readonly siteLanguage: () => Language;
  readonly siteName: () => string;
}

/** One channel of the site’s Microsoft Teams. */
export class TeamsRoom implements Channel {
  readonly gathers = true;
  readonly #deps: TeamsDeps;

  constructor(deps: TeamsDeps) {
    this.#deps = deps;
  }

  objection(): Said | null {
    const { teamsEnabled, teamsWebhookUrl } = this.#deps.settings();
    if (!teamsEnabled) return said('way_off', { who: 'Microsoft Teams' });
    if (teamsWebhookUrl === null) return said('teams_address_none');
    return this.#deps.egress.objectionTo(teamsWebhookUrl);
  }

  async send({ notifications }: Parcel): Promise<Said> {
    const { egress, settings, addressOf, siteName, siteLanguage } = this.#deps;
    const { teamsWebhookUrl: url, teamsLanguage } = settings();
    if (url === null) throw new SendFailure(said('teams_address_none'), 'give up');
    const language = spokenIn(teamsLanguage, siteLanguage());
    const card = teamsCard(composed(notifications, language, addressOf), language, siteName());
    const answer = await egress.post({
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(card),
    });
    return sentOrFailed('Teams', answer);
  }
}
