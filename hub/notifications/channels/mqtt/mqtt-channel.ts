import type { ChannelSettings } from '#schemas/config/channel-settings';
import { type Said, said } from '#schemas/errors/said';
import type { NotificationEvent } from '#schemas/notifications/event-names';
import { type Language, spokenIn } from '#schemas/notifications/words';
import { SendFailure } from '../../send-failure.ts';
import type { Channel, Parcel } from '../channel.ts';
import { programMessage } from '../program-message.ts';

export interface MqttChannelDeps {
  readonly settings: () => ChannelSettings;
  /** False: the broker is away. */
  readonly publish: (event: NotificationEvent, payload: string) => boolean;
  readonly addressOf: (path: string) => string;
  readonly siteLanguage: () => Language;
}

/** Messages on the broker, for other systems of the site. */
export class MqttChannel implements Channel {
  readonly gathers = false;
  readonly #deps: MqttChannelDeps;

  constructor(deps: MqttChannelDeps) {
    this.#deps = deps;
  }

  objection(): Said | null {
    return this.#deps.settings().mqttEnabled ? null : said('way_off', { who: 'MQTT' });
  }

  async send({ batchId, notifications: [notification] }: Parcel): Promise<Said> {
    const { publish, addressOf, settings, siteLanguage } = this.#deps;
    const language = spokenIn(settings().mqttLanguage, siteLanguage());
    const payload = JSON.stringify(programMessage(notification, batchId, { language, addressOf }));
    if (!publish(notification.event, payload)) {
      throw new SendFailure(said('broker_unreachable'), 'retry');
    }
    return said('sent_to_broker');
  }
}
