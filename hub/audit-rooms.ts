import { join } from 'node:path';
import type { HubSettings } from '#schemas/config/hub-settings';
import { AuditAlerts } from './audit/audit-alerts.ts';
import { AuditKeeper } from './audit/audit-keeper.ts';
import { AuditReading } from './audit/audit-reading.ts';
import type { Holder } from './audit/audit-tables.ts';
import { Checkpoints } from './audit/checkpoints.ts';
import { Forwarder } from './audit/forwarder.ts';
import { Segments } from './audit/segments.ts';
import { TrailCheck } from './audit/trail-check.ts';
import type { Clock } from './clock.ts';
import type { SiteSettings } from './config/site-settings.ts';
import type { Events } from './events.ts';
import { createLog } from './log.ts';
import type { NotificationRooms } from './notification-rooms.ts';
import type { Directory } from './people/directory.ts';
import type { RightsRooms } from './rights-rooms.ts';
import { SYSTEM_ACTOR } from './store/actor.ts';
import type { Store } from './store/store.ts';
import type { Vault } from './store/vault.ts';

export interface AuditRoomDeps {
  readonly settings: HubSettings;
  readonly clock: Clock;
  readonly events: Events;
  readonly store: Store;
  readonly vault: Vault;
  readonly siteSettings: SiteSettings;
  readonly directory: Directory;
  readonly rightsRooms: RightsRooms;
  readonly notifications: NotificationRooms;
}

export type AuditRooms = ReturnType<typeof createAuditRooms>;

/** The audit trail: sealed, searched, checked, kept and forwarded. */
export function createAuditRooms(deps: AuditRoomDeps) {
  const { settings, clock, events, store, vault, siteSettings, notifications } = deps;
  const log = createLog('audit');
  const folder = join(settings.dataDir, 'audit');
  const checkpoints = new Checkpoints({ store, vault, clock, log, folder });
  const audit = () => siteSettings.get('audit');
  const retentionDays = () => audit().retentionDays;
  const segmentFolder = join(folder, 'segments');
  const forwarder = new Forwarder({
    ...{ store, log, settings: audit },
    reach: notifications.egress.reach,
  });
  return {
    checkpoints,
    segments: new Segments({
      store,
      clock,
      log,
      checkpoints,
      folder: segmentFolder,
      retentionDays,
    }),
    auditKeeper: new AuditKeeper({ store, folder: segmentFolder, retentionDays, forwarder }),
    auditReading: new AuditReading({ store, clock }),
    trailCheck: new TrailCheck({ store, clock, log }),
    forwarder,
    auditAlerts: new AuditAlerts({
      store,
      events,
      clock,
      settings: audit,
      siteName: () => siteSettings.get('general').siteName,
      hasMail: () => notifications.mailer.isConfigured(),
      letter: (letter) => notifications.mailer.statement(letter),
      wake: () => notifications.mailer.wake(),
    }),
    /** Everybody with what they were given, for the review of who may what. */
    holders: (): Holder[] => holders(deps),
  };
}

/** After the settings and the vault. */
export async function startAuditRooms(rooms: AuditRooms & { store: Store }): Promise<void> {
  await rooms.checkpoints.start();
  await rooms.auditAlerts.start();
  rooms.forwarder.start();
  await rooms.store.record([], [{ event: 'system.started', actor: SYSTEM_ACTOR }]);
  await complainIfCut(rooms);
}

/** The whole trail is checked on demand; that its last signed entry is there as it was, at each start. */
async function complainIfCut({ checkpoints, store }: AuditRooms & { store: Store }): Promise<void> {
  const missing = await checkpoints.missing();
  if (missing === null) return;
  const finding = `Entry ${missing.seq}, which was signed last, is not there as it was.`;
  createLog('audit').error('the audit trail is not as it was recorded', new Error(finding), {
    seq: missing.seq,
  });
  await store.record(
    [],
    [
      {
        event: 'audit.broken',
        actor: SYSTEM_ACTOR,
        resourceId: String(missing.seq),
        details: { finding },
      },
    ],
  );
}

/** Signs what there is: a hub that is off can be tampered with at leisure. */
export async function stopAuditRooms(rooms: AuditRooms & { store: Store }): Promise<void> {
  await rooms.forwarder.stop();
  await rooms.store.record([], [{ event: 'system.stopped', actor: SYSTEM_ACTOR }]);
  await rooms.checkpoints.sign('now');
}

function holders({ directory, rightsRooms }: AuditRoomDeps): Holder[] {
  const until = (endMs: number | null) =>
    endMs === null ? '' : ` until ${new Date(endMs).toISOString()}`;
  const people = directory.all().filter(({ status }) => status !== 'erased');
  return people.map(({ userId, name, role, status, lastSignInMs }) => {
    const rights = rightsRooms.rightsReading.person(userId, role);
    const beside = [
      ...rights.grants.map((one) => `${one.effect} ${one.permission}${until(one.expiresMs)}`),
      ...rights.teamRoles.map((one) => `by team ${one.teamName}: ${one.role}`),
      ...rights.areaRights.map(({ subject, subjectName, areaName, ...one }) => {
        const by = subject.kind === 'team' ? `by team ${subjectName} ` : '';
        return `${by}in area ${areaName}: ${one.role}${until(one.expiresMs)}`;
      }),
    ];
    return { userId, name, role, status, beside, lastSignInMs };
  });
}
