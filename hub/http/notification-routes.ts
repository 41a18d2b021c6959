import { refused } from '#schemas/errors/refused';
import type { Said } from '#schemas/errors/said';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { NOTIFICATION_ROUTES, type OwnNotifications } from '#schemas/http/notifications';
import type { UserId } from '#schemas/ids/ids';
import type { Flows } from '../flows.ts';
import { digestLetter } from '../notifications/digest/digest-letter.ts';
import { shownSaid } from '../notifications/kept-said.ts';
import { deviceOf } from './device.ts';
import { requireSession } from './require-session.ts';
import { type Route, route } from './route.ts';

/** What a person is told and how, and how the site’s ways out of the hub fare. */
export function notificationRoutes({ rooms }: Flows): Route[] {
  const { feed, choices, digestDesk, channelTrials, deliveryLog } = rooms;
  const { pushDevices, refusedAddresses, directory, egress, siteSettings, mailer } = rooms;
  const own = (userId: UserId) => ownNotifications(rooms, userId);
  return [
    route(NOTIFICATION_ROUTES.notifications, ({ query, principal }) =>
      feed.page(principal.userId, query),
    ),
    route(NOTIFICATION_ROUTES.unreadNotifications, ({ principal }) =>
      feed.counts(principal.userId),
    ),
    route(NOTIFICATION_ROUTES.markNotifications, ({ body, principal }) =>
      feed.mark(principal.userId, body),
    ),
    route(NOTIFICATION_ROUTES.ownNotifications, ({ principal }) => own(principal.userId)),
    route(NOTIFICATION_ROUTES.chooseNotifications, async ({ body, principal }) => {
      const { userId } = principal;
      const before = choices.of(userId).digest;
      await choices.choose(userId, body);
      const isSame = JSON.stringify(before) === JSON.stringify(body.digest);
      if (!isSame) await digestDesk.chosen(userId);
      return own(userId);
    }),
    route(NOTIFICATION_ROUTES.digestPreview, async ({ principal }) => {
      const { userId } = principal;
      const receiver = rooms.receivers.of(userId);
      if (receiver === null) throw refused('account_unknown');
      const letter = digestLetter(await digestDesk.preview(userId), receiver, {
        site: siteSettings.get('general').siteName,
        addressOf: (path) => mailer.addressOf(path),
      });
      return { ...letter, nextMs: digestDesk.nextMs(userId) };
    }),
    route(NOTIFICATION_ROUTES.testNotification, ({ body, principal }) => {
      requireSession(principal);
      return channelTrials.own(principal.userId, body.channel);
    }),
    route(NOTIFICATION_ROUTES.forgiveAddress, ({ principal }) =>
      refusedAddresses.forgive(principal.userId),
    ),
    route(NOTIFICATION_ROUTES.registerPush, ({ body, principal, actor, context }) => {
      // Whoever found a key would otherwise have the person’s messages sent to himself.
      requireSession(principal);
      refuseEndpoint(egress.objectionTo(body.endpoint), siteSettings.get('channels').pushEnabled);
      const device = deviceOf(context.req.header('user-agent') ?? null);
      return pushDevices.register(principal.userId, body, device, actor);
    }),
    route(NOTIFICATION_ROUTES.removePush, ({ params, principal, actor }) =>
      pushDevices.remove(principal.userId, params.pushId, actor),
    ),
    route(NOTIFICATION_ROUTES.channels, async () => ({
      channels: await deliveryLog.states(),
      refused: refusedAddresses.all().map(({ userId, said, atMs, letters }) => ({
        userId,
        name: directory.get(userId)?.name ?? '',
        ...shownSaid(said),
        atMs,
        letters,
      })),
    })),
    route(NOTIFICATION_ROUTES.testChannel, ({ params, actor }) =>
      channelTrials.site(params.channel, actor),
    ),
    route(NOTIFICATION_ROUTES.deliveries, ({ query }) => deliveryLog.page(query)),
    route(NOTIFICATION_ROUTES.resendDelivery, ({ params, actor }) =>
      deliveryLog.resend(params.deliveryId, actor),
    ),
  ];
}

function refuseEndpoint(objection: Said | null, isOn: boolean): void {
  if (!isOn) throw refused('push_off');
  if (objection === null) return;
  const { sentence, reason } = objection;
  if (reason.name === 'host_not_allowed') {
    throw refused('host_not_by_push', { host: reason.about.host ?? '' });
  }
  throw new TremoloError('conflict', sentence, { reason });
}

function ownNotifications(rooms: Flows['rooms'], userId: UserId): OwnNotifications {
  const { choices, receivers, refusedAddresses, objectionOf, directory, siteSettings } = rooms;
  const { email } = directory.get(userId) ?? { email: null };
  const refusal = email === null ? null : refusedAddresses.of(userId, email);
  const isPushOn = siteSettings.get('channels').pushEnabled;
  const objections = {
    email: objectionOf(userId, 'email'),
    push: objectionOf(userId, 'push'),
    slack: objectionOf(userId, 'slack'),
  };
  return {
    choices: choices.of(userId),
    ways: {
      in_app: null,
      email: objections.email?.sentence ?? null,
      push: objections.push?.sentence ?? null,
      slack: objections.slack?.sentence ?? null,
    },
    wayReasons: {
      email: objections.email?.reason,
      push: objections.push?.reason,
      slack: objections.slack?.reason,
    },
    refusal: refusal === null ? null : { atMs: refusal.atMs, ...shownSaid(refusal.said) },
    pushKey: isPushOn ? rooms.pushKeys.publicKey : null,
    devices: rooms.pushDevices.devicesOf(userId),
    timezone: receivers.timezoneOf(userId),
  };
}
