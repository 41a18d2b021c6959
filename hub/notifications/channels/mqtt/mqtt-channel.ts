import type { ChannelSettings } from '#schemas/config/channel-settings';
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

  objection(): string | null {
    return this.#deps.settings().mqttEnabled ? null : 'MQTT is switched off.';
  }

  async send({ batchId, notifications: [notification] }: Parcel): Promise<string> {
    const { publish, addressOf, settings, siteLanguage } = this.#deps;
    const language = spokenIn(settings().mqttLanguage, siteLanguage());
    const payload = JSON.stringify(programMessage(notification, batchId, { language, addressOf }));
    if (!publish(notification.event, payload)) {
      throw new SendFailure('The broker cannot be reached.', 'retry');
    }
    return 'Handed to the broker (QoS 1).';
  }
}
