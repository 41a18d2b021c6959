import type { ChannelSettings } from '#schemas/config/channel-settings';
import { type Said, said } from '#schemas/errors/said';
import type { Priority } from '#schemas/notifications/event-names';
import { type Language, spokenIn } from '#schemas/notifications/words';
import type { Egress } from '../../egress/egress.ts';
import { composed } from '../../wording.ts';
import type { Channel, Parcel } from '../channel.ts';
import { incidentKey, isResolving } from '../resolving.ts';
import { sentOrFailed } from '../sent-or-failed.ts';

const PRIORITY: Readonly<Record<Priority, string>> = {
  critical: 'P1',
  high: 'P2',
  medium: 'P3',
  low: 'P5',
};

export interface OpsgenieDeps {
  readonly egress: Egress;
  readonly settings: () => ChannelSettings;
  readonly addressOf: (path: string) => string;
  readonly siteLanguage: () => Language;
}

/** Alerts at Opsgenie (Alert API v2): one for each matter by its alias, closed when it is over. */
export class Opsgenie implements Channel {
  readonly gathers = false;
  readonly #deps: OpsgenieDeps;

  constructor(deps: OpsgenieDeps) {
    this.#deps = deps;
  }

  objection(): Said | null {
    const { opsgenieEnabled, opsgenieKey, opsgenieUrl } = this.#deps.settings();
    if (!opsgenieEnabled) return said('way_off', { who: 'Opsgenie' });
    if (opsgenieKey === null) return said('api_key_none');
    return this.#deps.egress.objectionTo(opsgenieUrl);
  }

  async send({ notifications: [notification] }: Parcel): Promise<Said> {
    const { egress, settings, addressOf, siteLanguage } = this.#deps;
    const language = spokenIn(settings().opsgenieLanguage, siteLanguage());
    const base = `${settings().opsgenieUrl.replace(/\/+$/, '')}/v2/alerts`;
    const alias = incidentKey(notification);
    const { title, items } = composed([notification], language, addressOf);
    const [{ body, link, priority }] = items;
    const isOver = isResolving(notification);
    const answer = await egress.post({
      url: isOver ? `${base}/${encodeURIComponent(alias)}/close?identifierType=alias` : base,
      headers: {
        'content-type': 'application/json',
        authorization: `GenieKey ${settings().opsgenieKey ?? ''}`,
      },
      body: JSON.stringify(
        isOver
          ? { source: 'Tremolo', note: title }
          : {
              alias,
              message: title.slice(0, 130),
              description: link === null ? body : `${body}\n\n${link}`,
              priority: PRIORITY[priority],
              source: 'Tremolo',
              tags: [notification.event],
            },
      ),
    });
    return sentOrFailed('Opsgenie', answer);
  }
}
