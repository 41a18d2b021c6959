import type { Said } from '#schemas/errors/said';
import type { Clock } from '../clock.ts';
import type { WebhookBook } from './channels/webhook/webhook-book.ts';
import type { Batch } from './deliveries/delivery-book.ts';
import type { Tell } from './telling.ts';
import { saidWords } from './words/said-words.ts';

const NAMES: Readonly<Record<string, string>> = {
  slack_room: 'Slack',
  teams: 'Microsoft Teams',
  pagerduty: 'PagerDuty',
  opsgenie: 'Opsgenie',
  mqtt: 'MQTT',
  syslog: 'Syslog',
};

/** What follows when one of the site’s ways fails: whoever looks after them is told, and a webhook that only fails is switched off. */
export function siteFailures(deps: { webhooks: WebhookBook; tell: Tell; clock: Clock }) {
  const { webhooks, tell, clock } = deps;
  return async (
    { batchId, deliveries: [{ channel, targetId }], notifications }: Batch,
    { isSent, isOver, says }: { isSent: boolean; isOver: boolean; says: Said },
  ): Promise<void> => {
    const came = saidWords(says);
    const webhook = targetId === null ? null : webhooks.get(targetId);
    if (webhook !== null && (await webhooks.tried(webhook.webhookId, isSent, says))) {
      const { name, webhookId } = webhook;
      await tell({
        event: 'webhook.disabled',
        title: {
          en: `The webhook ${name} was switched off`,
          de: `Der Webhook ${name} wurde abgeschaltet`,
        },
        body: {
          en: `It failed again and again. The last time: ${came.en} What was on its way to it can be sent again from the delivery log.`,
          de: `Er ist wiederholt gescheitert. Zuletzt: ${came.de} Was noch unterwegs war, kann im Versandprotokoll erneut gesendet werden.`,
        },
        link: '/administration/channels',
        dedupeKey: `webhook:${webhookId}:${clock()}`,
        about: webhookId,
      });
      return;
    }
    // Of a failure to tell of a failure nobody is told: that would go round for ever.
    const isAboutItself = notifications.every(({ event }) => event === 'channel.failed');
    if (isSent || !isOver || isAboutItself) return;
    const name = webhook?.name ?? NAMES[channel] ?? channel;
    await tell({
      event: 'channel.failed',
      title: { en: `${name} could not be reached`, de: `${name} war nicht erreichbar` },
      body: {
        en: `A message was given up. ${came.en}`,
        de: `Eine Meldung wurde aufgegeben. ${came.de}`,
      },
      link: '/administration/channels',
      dedupeKey: `channel:${batchId}`,
      coolKey: `channel:${channel}:${targetId ?? ''}`,
    });
  };
}
