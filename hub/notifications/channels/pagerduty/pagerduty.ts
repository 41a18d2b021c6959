import { hostname } from 'node:os';
import type { ChannelSettings } from '#schemas/config/channel-settings';
import { type Said, said } from '#schemas/errors/said';
import type { Priority } from '#schemas/notifications/event-names';
import { type Language, spokenIn } from '#schemas/notifications/words';
import type { Egress } from '../../egress/egress.ts';
import type { Notification } from '../../notification.ts';
import { composed } from '../../wording.ts';
import type { Channel, Parcel } from '../channel.ts';
import { incidentKey, isResolving } from '../resolving.ts';
import { sentOrFailed } from '../sent-or-failed.ts';

const SEVERITY: Readonly<Record<Priority, string>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
};

export interface PagerDutyDeps {
  readonly egress: Egress;
  readonly settings: () => ChannelSettings;
  readonly addressOf: (path: string) => string;
  readonly siteLanguage: () => Language;
}

/** Incidents at PagerDuty (Events API v2): opened once for each matter, and resolved when it is over. */
export class PagerDuty implements Channel {
  readonly gathers = false;
  readonly #deps: PagerDutyDeps;

  constructor(deps: PagerDutyDeps) {
    this.#deps = deps;
  }

  objection(): Said | null {
    const { pagerdutyEnabled, pagerdutyKey, pagerdutyUrl } = this.#deps.settings();
    if (!pagerdutyEnabled) return said('way_off', { who: 'PagerDuty' });
    if (pagerdutyKey === null) return said('integration_key_none');
    return this.#deps.egress.objectionTo(pagerdutyUrl);
  }

  async send({ notifications: [notification] }: Parcel): Promise<Said> {
    const { egress, settings } = this.#deps;
    const answer = await egress.post({
      url: `${settings().pagerdutyUrl.replace(/\/+$/, '')}/v2/enqueue`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(this.#eventOf(notification)),
    });
    return sentOrFailed('PagerDuty', answer);
  }

  #eventOf(notification: Notification): object {
    const { settings, addressOf, siteLanguage } = this.#deps;
    const { pagerdutyKey, pagerdutyLanguage } = settings();
    const language = spokenIn(pagerdutyLanguage, siteLanguage());
    const head = {
      routing_key: pagerdutyKey,
      // At the same key the same incident: sent again after a crash it opens no second one.
      dedup_key: incidentKey(notification),
    };
    if (isResolving(notification)) return { ...head, event_action: 'resolve' };
    const { title, items } = composed([notification], language, addressOf);
    const [{ body, link, priority }] = items;
    return {
      ...head,
      event_action: 'trigger',
      client: 'Tremolo',
      ...(link === null ? {} : { client_url: link, links: [{ href: link, text: 'Tremolo' }] }),
      payload: {
        summary: title.slice(0, 1_024),
        source: hostname(),
        severity: SEVERITY[priority],
        timestamp: new Date(notification.atMs).toISOString(),
        component: notification.nodeId ?? undefined,
        class: notification.event,
        custom_details: { ...notification.data, says: body },
      },
    };
  }
}
