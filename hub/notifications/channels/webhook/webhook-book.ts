import { randomBytes } from 'node:crypto';
import { refused } from '#schemas/errors/refused';
import { type Said, said } from '#schemas/errors/said';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { Webhook, WebhookValues } from '#schemas/http/webhooks';
import { newId, type WebhookId } from '#schemas/ids/ids';
import { type NotificationEvent, type Priority, rankOf } from '#schemas/notifications/event-names';
import type { ChannelLanguage } from '#schemas/notifications/words';
import type { Clock } from '../../../clock.ts';
import { type Actor, SYSTEM_ACTOR } from '../../../store/actor.ts';
import type { AuditEntry } from '../../../store/audit-entry.ts';
import type { Row, Statement } from '../../../store/statement.ts';
import type { Store } from '../../../store/store.ts';
import type { Vault } from '../../../store/vault.ts';
import { keptSaying, sayingFrom, shownSaid } from '../../kept-said.ts';

const WEBHOOKS_MAX = 50;
/** Tries in a row; with the waits between them that is most of an hour for one delivery, and less for many. */
const FAILURES_MAX = 15;
const URL_PURPOSE = 'webhook url';
const SECRET_PURPOSE = 'webhook secret';

export interface WebhookBookDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: Clock;
  /** Ends what waits for a webhook that is no more, or that is off. */
  readonly endLane: (lane: string, says: Said) => Statement;
}

/** The site’s webhooks, in memory; addresses and secrets are sealed in the store. */
export class WebhookBook {
  readonly #deps: WebhookBookDeps;
  readonly #known = new Map<string, Webhook>();

  constructor(deps: WebhookBookDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM webhooks')) {
      const webhook = this.#webhookOf(row);
      this.#known.set(webhook.webhookId, webhook);
    }
  }

  all(): Webhook[] {
    return [...this.#known.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  get(webhookId: string): Webhook | null {
    return this.#known.get(webhookId) ?? null;
  }

  /** Those that want to know. */
  wanting(event: NotificationEvent, priority: Priority): Webhook[] {
    return this.all().filter(
      ({ isEnabled, events, least }) =>
        isEnabled && events.includes(event) && rankOf(priority) <= rankOf(least),
    );
  }

  async secretOf(webhookId: WebhookId): Promise<string> {
    const [row] = await this.#deps.store.read(
      'SELECT sealed_secret FROM webhooks WHERE webhook_id = ?',
      [webhookId],
    );
    if (row === undefined) throw notFound();
    return this.#deps.vault.open(SECRET_PURPOSE, String(row.sealed_secret));
  }

  /** Throws `conflict` when there are too many. */
  async make(values: WebhookValues, actor: Actor): Promise<{ secret: string; webhook: Webhook }> {
    if (this.#known.size >= WEBHOOKS_MAX) {
      throw refused('webhooks_full', { count: WEBHOOKS_MAX });
    }
    const webhook: Webhook = {
      webhookId: newId('wh'),
      ...values,
      revision: 0,
      failures: 0,
      disabled: null,
      lastSentMs: null,
      createdMs: this.#deps.clock(),
    };
    const secret = newSecret();
    await this.#put(webhook, [this.#inserted(webhook, secret)], 'webhook.created', actor);
    return { secret, webhook };
  }

  /** Throws `not_found`, and `conflict` when it was changed since `revision` was read. */
  async change(
    webhookId: WebhookId,
    { revision, ...values }: WebhookValues & { revision: number },
    actor: Actor,
  ): Promise<Webhook> {
    const before = this.#must(webhookId);
    const isAfresh = values.isEnabled && !before.isEnabled;
    const after: Webhook = {
      ...before,
      ...values,
      revision: revision + 1,
      ...(isAfresh ? { failures: 0, disabled: null } : {}),
    };
    const ended = values.isEnabled ? [] : [this.#ended(webhookId, said('webhook_off'))];
    await this.#put(after, [this.#updated(after, revision), ...ended], 'webhook.changed', actor);
    return after;
  }

  async delete(webhookId: WebhookId, actor: Actor): Promise<void> {
    this.#must(webhookId);
    await this.#deps.store.record(
      [
        { sql: 'DELETE FROM webhooks WHERE webhook_id = ?', args: [webhookId] },
        this.#ended(webhookId, said('webhook_deleted')),
      ],
      [entry('webhook.deleted', webhookId, actor)],
    );
    this.#known.delete(webhookId);
  }

  async renewSecret(
    webhookId: WebhookId,
    actor: Actor,
  ): Promise<{ secret: string; webhook: Webhook }> {
    const webhook = this.#must(webhookId);
    const secret = newSecret();
    const sealed = this.#deps.vault.seal(SECRET_PURPOSE, secret);
    await this.#deps.store.record(
      [
        {
          sql: 'UPDATE webhooks SET sealed_secret = ? WHERE webhook_id = ?',
          args: [sealed, webhookId],
        },
      ],
      [entry('webhook.secret_renewed', webhookId, actor)],
    );
    return { secret, webhook };
  }

  /** Notes what came of a try. True when it failed once too often, and is switched off by that. */
  async tried(webhookId: string, isSent: boolean, says: Said): Promise<boolean> {
    const before = this.#known.get(webhookId);
    if (before === undefined) return false;
    const nowMs = this.#deps.clock();
    const failures = isSent ? 0 : before.failures + 1;
    const isTooOften = before.isEnabled && failures >= FAILURES_MAX;
    const after: Webhook = {
      ...before,
      failures,
      ...(isSent ? { lastSentMs: nowMs } : {}),
      ...(isTooOften
        ? {
            isEnabled: false,
            disabled: { atMs: nowMs, ...shownSaid(says) },
            revision: before.revision + 1,
          }
        : {}),
    };
    const ended = isTooOften ? [this.#ended(webhookId as WebhookId, said('webhook_gave_up'))] : [];
    const entries = isTooOften ? [entry('webhook.disabled', webhookId, SYSTEM_ACTOR)] : [];
    await this.#deps.store.record([this.#updated(after, before.revision), ...ended], entries);
    this.#known.set(webhookId, after);
    return isTooOften;
  }

  /** That somebody tried it. */
  async recordTest(webhookId: WebhookId, isSent: boolean, actor: Actor): Promise<void> {
    const outcome = isSent ? 'done' : 'failed';
    await this.#deps.store.record([], [{ ...entry('webhook.tested', webhookId, actor), outcome }]);
  }

  async #put(
    webhook: Webhook,
    statements: readonly Statement[],
    event: 'webhook.created' | 'webhook.changed',
    actor: Actor,
  ): Promise<void> {
    // The address stays out of the trail: with many receivers whoever knows it can send to them.
    const { name, events, least, language, isEnabled } = webhook;
    const host = new URL(webhook.url).host;
    const details = { name, host, events, least, language, isEnabled };
    const done = await this.#deps.store.record(statements, [
      { ...entry(event, webhook.webhookId, actor), details },
    ]);
    if (done === null) {
      throw refused('webhook_changed');
    }
    this.#known.set(webhook.webhookId, webhook);
  }

  #must(webhookId: string): Webhook {
    const found = this.#known.get(webhookId);
    if (found === undefined) throw notFound();
    return found;
  }

  #ended(webhookId: WebhookId, says: Said): Statement {
    return this.#deps.endLane(`webhook:${webhookId}`, says);
  }

  #inserted(one: Webhook, secret: string): Statement {
    const { vault } = this.#deps;
    return {
      sql: `INSERT INTO webhooks (webhook_id, name, sealed_url, events, least, language, is_enabled, sealed_secret, revision, failures, created_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)`,
      args: [
        one.webhookId,
        one.name,
        vault.seal(URL_PURPOSE, one.url),
        JSON.stringify(one.events),
        one.least,
        one.language,
        one.isEnabled ? 1 : 0,
        vault.seal(SECRET_PURPOSE, secret),
        one.createdMs,
      ],
    };
  }

  #updated(one: Webhook, revision: number): Statement {
    return {
      sql: `UPDATE webhooks SET name = ?, sealed_url = ?, events = ?, least = ?, language = ?, is_enabled = ?, revision = ?, failures = ?,
        disabled_ms = ?, disabled_says = ?, last_sent_ms = ? WHERE webhook_id = ? AND revision = ?`,
      args: [
        one.name,
        this.#deps.vault.seal(URL_PURPOSE, one.url),
        JSON.stringify(one.events),
        one.least,
        one.language,
        one.isEnabled ? 1 : 0,
        one.revision,
        one.failures,
        one.disabled?.atMs ?? null,
        one.disabled === null ? null : keptSaying(one.disabled),
        one.lastSentMs,
        one.webhookId,
        revision,
      ],
      mustChange: true,
    };
  }

  #webhookOf(row: Row): Webhook {
    return {
      webhookId: row.webhook_id as WebhookId,
      name: String(row.name),
      url: this.#deps.vault.open(URL_PURPOSE, String(row.sealed_url)),
      events: JSON.parse(String(row.events)),
      least: row.least as Priority,
      language: row.language as ChannelLanguage,
      isEnabled: row.is_enabled === 1,
      revision: Number(row.revision),
      failures: Number(row.failures),
      disabled:
        row.disabled_ms === null
          ? null
          : { atMs: Number(row.disabled_ms), ...sayingFrom(row.disabled_says) },
      lastSentMs: row.last_sent_ms as number | null,
      createdMs: Number(row.created_ms),
    };
  }
}

function entry(event: AuditEntry['event'], webhookId: string, actor: Actor): AuditEntry {
  return { event, actor, resourceId: webhookId };
}

const newSecret = () => `whsec_${randomBytes(32).toString('base64url')}`;

function notFound(): TremoloError {
  return refused('webhook_unknown');
}
