import { type Said, said } from '#schemas/errors/said';
import type { WebhookId } from '#schemas/ids/ids';
import { type Language, spokenIn } from '#schemas/notifications/words';
import type { Clock } from '../../../clock.ts';
import type { Egress } from '../../egress/egress.ts';
import { SendFailure } from '../../send-failure.ts';
import type { Channel, Parcel } from '../channel.ts';
import { programMessage } from '../program-message.ts';
import { sentOrFailed } from '../sent-or-failed.ts';
import { signedHeaders } from './sign-webhook.ts';
import type { WebhookBook } from './webhook-book.ts';

export interface WebhookChannelDeps {
  readonly egress: Egress;
  readonly webhooks: WebhookBook;
  readonly clock: Clock;
  readonly addressOf: (path: string) => string;
  readonly siteLanguage: () => Language;
}

/** Signed POSTs to the addresses that the site has set up, one for each notification. */
export class WebhookChannel implements Channel {
  readonly gathers = false;
  readonly #deps: WebhookChannelDeps;

  constructor(deps: WebhookChannelDeps) {
    this.#deps = deps;
  }

  objection(): null {
    return null;
  }

  async send({ batchId, notifications: [notification], targetId }: Parcel): Promise<Said> {
    const { egress, webhooks, clock, addressOf, siteLanguage } = this.#deps;
    const webhook = webhooks.get(targetId ?? '');
    if (webhook === null) throw new SendFailure(said('webhook_deleted'), 'give up');
    const language = spokenIn(webhook.language, siteLanguage());
    const body = JSON.stringify(programMessage(notification, batchId, { language, addressOf }));
    const secret = await webhooks.secretOf(webhook.webhookId as WebhookId);
    const answer = await egress.post({
      url: webhook.url,
      headers: {
        ...signedHeaders(secret, batchId, body, clock()),
        'tremolo-event': notification.event,
      },
      body,
    });
    return sentOrFailed(webhook.name, answer);
  }
}
