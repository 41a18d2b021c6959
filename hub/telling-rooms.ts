import type { Said } from '#schemas/errors/said';
import type { UserId } from '#schemas/ids/ids';
import type { NotificationEvent, PersonalChannel } from '#schemas/notifications/event-names';
import { type Channel as ChannelName, NOTIFICATION_EVENTS } from '#schemas/notifications/events';
import type { Language } from '#schemas/notifications/words';
import { screenLanguageOf } from '#schemas/preferences/language';
import type { Clock } from './clock.ts';
import type { SiteSettings } from './config/site-settings.ts';
import type { Events } from './events.ts';
import { createLog } from './log.ts';
import type { NotificationRooms } from './notification-rooms.ts';
import { ChannelTrials } from './notifications/channel-trials.ts';
import type { Channel } from './notifications/channels/channel.ts';
import { EmailChannel, type Plot } from './notifications/channels/email/email-channel.ts';
import { RefusedAddresses } from './notifications/channels/email/refused-addresses.ts';
import { MqttChannel } from './notifications/channels/mqtt/mqtt-channel.ts';
import { Opsgenie } from './notifications/channels/opsgenie/opsgenie.ts';
import { PagerDuty } from './notifications/channels/pagerduty/pagerduty.ts';
import { PushBook } from './notifications/channels/push/push-book.ts';
import { PushChannel } from './notifications/channels/push/push-channel.ts';
import { PushKeys } from './notifications/channels/push/push-keys.ts';
import { siteWaysOf } from './notifications/channels/site-ways.ts';
import { SlackPerson } from './notifications/channels/slack/slack-person.ts';
import { SlackRoom } from './notifications/channels/slack/slack-room.ts';
import { SlackRoomApp } from './notifications/channels/slack/slack-room-app.ts';
import { SlackThreads } from './notifications/channels/slack/slack-threads.ts';
import { SyslogChannel } from './notifications/channels/syslog/syslog-channel.ts';
import { TeamsRoom } from './notifications/channels/teams/teams-room.ts';
import { WebhookBook } from './notifications/channels/webhook/webhook-book.ts';
import { WebhookChannel } from './notifications/channels/webhook/webhook-channel.ts';
import { DeliveryBook } from './notifications/deliveries/delivery-book.ts';
import { DeliveryDesk } from './notifications/deliveries/delivery-desk.ts';
import { DeliveryLog } from './notifications/deliveries/delivery-log.ts';
import { DigestDesk } from './notifications/digest/digest-desk.ts';
import type { DigestContent } from './notifications/digest/digest-letter.ts';
import { allowServersOfBefore } from './notifications/egress/servers-of-before.ts';
import { Feed } from './notifications/feed.ts';
import type { Notification } from './notifications/notification.ts';
import { ChoiceBook } from './notifications/preferences/choice-book.ts';
import { planWays } from './notifications/preferences/plan-ways.ts';
import { siteFailures } from './notifications/site-failures.ts';
import { Teller } from './notifications/teller.ts';
import type { Directory } from './people/directory.ts';
import type { Rights } from './rights/rights.ts';
import type { Store } from './store/store.ts';
import type { Vault } from './store/vault.ts';

export interface TellingRoomDeps {
  readonly clock: Clock;
  readonly store: Store;
  readonly vault: Vault;
  readonly events: Events;
  readonly siteSettings: SiteSettings;
  readonly directory: Directory;
  readonly rights: Rights;
  readonly mailer: NotificationRooms['mailer'];
  readonly egress: NotificationRooms['egress'];
  /** The node and all that it is a part of. */
  readonly lineOf: (nodeId: string) => readonly string[];
  /** On the broker; false while it is away. */
  readonly publish: (event: NotificationEvent, payload: string) => boolean;
  readonly plotOf: (notification: Notification) => Promise<Plot | null>;
  readonly digestOf: (
    userId: UserId,
    fromMs: number,
    toMs: number,
  ) => Promise<Omit<DigestContent, 'fromMs' | 'toMs' | 'others'>>;
}

export type TellingRooms = ReturnType<typeof createTellingRooms>;

/** The rooms that tell people and other systems what happens, put together. */
export function createTellingRooms(deps: TellingRoomDeps) {
  const { clock, store, vault, events, siteSettings, directory, mailer, egress } = deps;
  const log = createLog('telling');
  const channelSettings = () => siteSettings.get('channels');
  const siteName = () => siteSettings.get('general').siteName;
  const siteLanguage = () => siteSettings.get('general').language;
  const addressOf = (path: string) => mailer.addressOf(path);
  const choices = new ChoiceBook({ store, log });
  const receivers = receiversOf(directory, choices, siteLanguage);
  const book = new DeliveryBook({ store, clock });
  const endLane = (lane: string, says: Said) => book.endLane(lane, says);
  const webhooks = new WebhookBook({ store, vault, clock, endLane });
  const pushDevices = new PushBook({ store, vault, clock, endLane });
  const pushKeys = new PushKeys({ store, vault, clock });
  const refused = new RefusedAddresses({ store, vault, clock });
  const onSite = { egress, settings: channelSettings, addressOf, siteName, siteLanguage };
  const threads = new SlackThreads({ store, clock });
  const slackApp = new SlackRoomApp({ egress, settings: channelSettings, threads });
  const channels: Partial<Record<ChannelName, Channel>> = {
    email: new EmailChannel({
      mail: () => siteSettings.get('mail'),
      reach: egress.reach,
      refused,
      receiverOf: receivers.of,
      siteName,
      addressOf,
      plotOf: deps.plotOf,
    }),
    push: new PushChannel({
      ...onSite,
      keys: pushKeys,
      devices: pushDevices,
      receiverOf: receivers.of,
    }),
    slack: new SlackPerson({ ...onSite, receiverOf: receivers.of }),
    slack_room: new SlackRoom({ ...onSite, app: slackApp }),
    teams: new TeamsRoom(onSite),
    pagerduty: new PagerDuty(onSite),
    opsgenie: new Opsgenie(onSite),
    webhook: new WebhookChannel({ ...onSite, webhooks, clock }),
    mqtt: new MqttChannel({ ...onSite, publish: deps.publish }),
    syslog: new SyslogChannel({ ...onSite, reach: egress.reach }),
  };
  const mayHave = mayHaveOf(deps);
  const people = () =>
    directory
      .all()
      .filter(({ status }) => status === 'active')
      .map(({ userId }) => userId);
  const isOpen = (userId: UserId, channel: PersonalChannel) =>
    channels[channel]?.objection(userId) === null;
  const feed = new Feed({ store, events, clock });
  const teller = new Teller({
    store,
    clock,
    feed,
    book,
    settings: channelSettings,
    people,
    mayHave,
    waysOf: (userId, { nodeId, ...asked }) =>
      planWays(choices.of(userId), {
        ...asked,
        nodeIds: nodeId === null ? [] : deps.lineOf(nodeId),
        mayAct: deps.rights.permissionsOf(userId).has(NOTIFICATION_EVENTS[asked.event].acts),
        nowMs: clock(),
        timezone: receivers.timezoneOf(userId),
      }),
    isOpen,
    devicesOf: (userId) => pushDevices.devicesOf(userId).map(({ pushId }) => pushId),
    siteWays: (event, priority) => [
      ...siteWaysOf(channelSettings(), event, priority),
      ...webhooks.wanting(event, priority).map(({ webhookId }) => ({
        channel: 'webhook' as const,
        targetId: webhookId,
        gathers: false,
      })),
    ],
    wake: () => deliveryDesk.wake(),
  });
  const deliveryDesk: DeliveryDesk = new DeliveryDesk({
    book,
    channels,
    log,
    mayHave,
    missed: (userId, notifications, failure) => feed.missed(userId, notifications, failure),
    siteTried: siteFailures({ webhooks, tell: teller.tell, clock }),
  });
  const wake = () => deliveryDesk.wake();
  return {
    choices,
    receivers,
    egress,
    webhooks,
    pushDevices,
    pushKeys,
    refusedAddresses: refused,
    feed,
    teller,
    deliveryDesk,
    deliveryLog: new DeliveryLog({
      store,
      clock,
      channels,
      nameOf: (userId) => directory.get(userId)?.name ?? null,
      wake,
    }),
    digestDesk: new DigestDesk({
      store,
      clock,
      book,
      people,
      choicesOf: (userId) => choices.of(userId),
      timezoneOf: receivers.timezoneOf,
      isOpen: (userId) => isOpen(userId, 'email'),
      mayHave,
      contentOf: deps.digestOf,
      wake,
    }),
    allowServersOfBefore: () => allowServersOfBefore({ store, siteSettings, egress }),
    /** What goes with whoever is erased. */
    personBooks: [choices, pushDevices, refused, feed],
    channelTrials: new ChannelTrials({ store, clock, channels, webhooks, pushDevices, feed }),
    /** Why this way to the person cannot be used now. */
    objectionOf: (userId: UserId, channel: PersonalChannel) =>
      channels[channel]?.objection(userId) ?? null,
  };
}

/** After the settings, the vault and the people. */
export async function startTellingRooms(rooms: TellingRooms): Promise<void> {
  await rooms.allowServersOfBefore();
  await Promise.all([
    rooms.choices.start(),
    rooms.webhooks.start(),
    rooms.pushDevices.start(),
    rooms.pushKeys.start(),
    rooms.refusedAddresses.start(),
    rooms.digestDesk.start(),
  ]);
  await rooms.deliveryDesk.start();
}

/** What a person may see, with the right or within one of the parts of the plant that it is in; never for an account that may not work. */
function mayHaveOf({ rights, lineOf }: Pick<TellingRoomDeps, 'rights' | 'lineOf'>) {
  return (
    userId: UserId,
    { event, nodeId }: { event: NotificationEvent; nodeId: string | null },
  ): boolean => {
    const { needs } = NOTIFICATION_EVENTS[event];
    const permissions = rights.permissionsOf(userId);
    if (!permissions.has('notification:own')) return false;
    if (permissions.has(needs)) return true;
    if (nodeId === null) return false;
    const inAreas = rights.inAreasOf(userId);
    return lineOf(nodeId).some((scope) => inAreas.get(scope)?.has(needs));
  };
}

/** People as the channels need them. */
function receiversOf(directory: Directory, choices: ChoiceBook, siteLanguage: () => Language) {
  const timezoneOf = (userId: UserId) =>
    choices.of(userId).timezone ?? directory.get(userId)?.timezone ?? 'UTC';
  const of = (userId: UserId) => {
    const person = directory.get(userId);
    if (person === null || person.status !== 'active') return null;
    const chosen = choices.of(userId);
    return {
      name: person.fullName ?? person.name,
      email: person.email,
      isConfirmed: person.emailVerifiedMs !== null,
      language: chosen.language ?? screenLanguageOf(person.language) ?? siteLanguage(),
      timezone: timezoneOf(userId),
      slackMember: chosen.slackMember,
    };
  };
  return { of, timezoneOf };
}
