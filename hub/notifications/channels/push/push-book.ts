import { refused } from '#schemas/errors/refused';
import { type Said, said } from '#schemas/errors/said';
import type { PushDevice } from '#schemas/http/notifications';
import { newId, type PushId, type UserId } from '#schemas/ids/ids';
import type { Clock } from '../../../clock.ts';
import type { Actor } from '../../../store/actor.ts';
import type { Statement } from '../../../store/statement.ts';
import type { Store } from '../../../store/store.ts';
import type { Vault } from '../../../store/vault.ts';
import type { PushSubscription } from './encrypt-push.ts';

const DEVICES_MAX = 10;
const PURPOSE = 'push subscription';

interface Kept extends PushDevice {
  readonly userId: UserId;
  readonly subscription: PushSubscription;
  readonly hash: string;
}

export interface PushBookDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly endLane: (lane: string, says: Said) => Statement;
}

/** Browsers that take messages while Tremolo is closed, in memory; where they are reached is sealed in the store. */
export class PushBook {
  readonly #deps: PushBookDeps;
  readonly #known = new Map<string, Kept>();

  constructor(deps: PushBookDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM push_devices')) {
      const kept: Kept = {
        pushId: row.push_id as PushId,
        userId: row.user_id as UserId,
        subscription: JSON.parse(this.#deps.vault.open(PURPOSE, String(row.sealed_subscription))),
        hash: String(row.endpoint_hash),
        device: String(row.device),
        createdMs: Number(row.created_ms),
        lastSentMs: row.last_sent_ms as number | null,
      };
      this.#known.set(kept.pushId, kept);
    }
  }

  devicesOf(userId: UserId): PushDevice[] {
    return [...this.#known.values()].filter((one) => one.userId === userId).map(shown);
  }

  subscriptionOf(pushId: string): PushSubscription | null {
    return this.#known.get(pushId)?.subscription ?? null;
  }

  /**
   * A browser belongs to whoever registered it last: on a shared one the next person must not get the messages of the one
   * before. Throws `conflict` when the person has too many.
   */
  async register(
    userId: UserId,
    subscription: PushSubscription,
    device: string,
    actor: Actor,
  ): Promise<PushDevice> {
    const { store, vault, clock, endLane } = this.#deps;
    const hash = vault.mac('push endpoint', subscription.endpoint);
    const before = [...this.#known.values()].find((one) => one.hash === hash);
    const others = this.devicesOf(userId).filter(({ pushId }) => pushId !== before?.pushId);
    if (others.length >= DEVICES_MAX) {
      throw refused('devices_full', { count: DEVICES_MAX });
    }
    const kept: Kept = {
      pushId: newId('ps'),
      userId,
      subscription,
      hash,
      device: device.slice(0, 80),
      createdMs: clock(),
      lastSentMs: null,
    };
    const replaced =
      before === undefined
        ? []
        : [removal(before.pushId), endLane(`push:${before.pushId}`, REPLACED)];
    await store.record(
      [
        ...replaced,
        {
          sql: 'INSERT INTO push_devices VALUES (?, ?, ?, ?, ?, ?, NULL)',
          args: [
            kept.pushId,
            userId,
            vault.seal(PURPOSE, JSON.stringify(subscription)),
            hash,
            kept.device,
            kept.createdMs,
          ],
        },
      ],
      [{ event: 'push.registered', actor, resourceId: userId }],
    );
    if (before !== undefined) this.#known.delete(before.pushId);
    this.#known.set(kept.pushId, kept);
    return shown(kept);
  }

  /** Throws `not_found` for one that is not the person’s. */
  async remove(userId: UserId, pushId: PushId, actor: Actor): Promise<void> {
    if (this.#known.get(pushId)?.userId !== userId) {
      throw refused('device_unknown');
    }
    await this.#deps.store.record(
      [removal(pushId), this.#deps.endLane(`push:${pushId}`, said('browser_removed'))],
      [{ event: 'push.removed', actor, resourceId: userId }],
    );
    this.#known.delete(pushId);
  }

  /** The maker’s service says that the browser takes nothing any more. */
  async gone(pushId: string): Promise<void> {
    await this.#deps.store.write([removal(pushId)]);
    this.#known.delete(pushId);
  }

  async sent(pushId: string): Promise<void> {
    const kept = this.#known.get(pushId);
    if (kept === undefined) return;
    const lastSentMs = this.#deps.clock();
    this.#known.set(pushId, { ...kept, lastSentMs });
    await this.#deps.store.write([
      {
        sql: 'UPDATE push_devices SET last_sent_ms = ? WHERE push_id = ?',
        args: [lastSentMs, pushId],
      },
    ]);
  }

  /** With whoever is erased. */
  erasing(userId: UserId): Statement[] {
    return [{ sql: 'DELETE FROM push_devices WHERE user_id = ?', args: [userId] }];
  }

  erased(userId: UserId): void {
    for (const one of this.#known.values())
      if (one.userId === userId) this.#known.delete(one.pushId);
  }
}

const REPLACED = said('browser_anew');

function removal(pushId: string): Statement {
  return { sql: 'DELETE FROM push_devices WHERE push_id = ?', args: [pushId] };
}

function shown({ pushId, device, createdMs, lastSentMs }: Kept): PushDevice {
  return { pushId, device, createdMs, lastSentMs };
}
