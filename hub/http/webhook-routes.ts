import { TremoloError } from '#schemas/errors/tremolo-error';
import { WEBHOOK_ROUTES } from '#schemas/http/webhooks';
import type { Flows } from '../flows.ts';
import { requireSession } from './require-session.ts';
import { type Route, route } from './route.ts';

/** Webhooks of the site. Their secrets are shown once, and to nobody who came with a key. */
export function webhookRoutes({ rooms }: Flows): Route[] {
  const { webhooks, channelTrials, egress } = rooms;
  const refuseElsewhere = (url: string) => {
    const objection = egress.objectionTo(url);
    if (objection === null) return;
    const { sentence, reason } = objection;
    throw new TremoloError('request_invalid', sentence, { reason });
  };
  return [
    route(WEBHOOK_ROUTES.webhooks, () => ({ webhooks: webhooks.all() })),
    route(WEBHOOK_ROUTES.makeWebhook, ({ body, principal, actor }) => {
      requireSession(principal);
      refuseElsewhere(body.url);
      return webhooks.make(body, actor);
    }),
    route(WEBHOOK_ROUTES.changeWebhook, ({ params, body, actor }) => {
      refuseElsewhere(body.url);
      return webhooks.change(params.webhookId, body, actor);
    }),
    route(WEBHOOK_ROUTES.deleteWebhook, ({ params, actor }) =>
      webhooks.delete(params.webhookId, actor),
    ),
    route(WEBHOOK_ROUTES.renewWebhookSecret, ({ params, principal, actor }) => {
      requireSession(principal);
      return webhooks.renewSecret(params.webhookId, actor);
    }),
    route(WEBHOOK_ROUTES.testWebhook, ({ params, actor }) =>
      channelTrials.webhook(params.webhookId, actor),
    ),
  ];
}
