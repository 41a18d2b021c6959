import type { BrowserContextOptions } from 'playwright-core';
import { placesFor } from '#schemas/access/navigation';
import { PERMISSION_NAMES } from '#schemas/access/permissions';
import type { SessionInfo } from '#schemas/http/session';
import { FakeAlarms, type FakeAlarmsOptions } from './fake-alarms.ts';
import type { Stage } from './stage.ts';

export interface Opening extends FakeAlarmsOptions {
  readonly path?: string;
  readonly page?: BrowserContextOptions;
  readonly without?: readonly string[];
  /** What is allowed in areas besides. */
  readonly areas?: SessionInfo['areas'];
  readonly prepare?: (alarms: FakeAlarms) => void;
}

/** The Alarms screen on a hub that is made up, as somebody with these rights. */
export async function openAlarms(stage: Stage, opening: Opening) {
  const { path = '/alarms', page: look, without, areas = [], prepare, ...options } = opening;
  const hub = stage.hub({ tempers: ['good'] });
  if (without !== undefined) {
    const permissions = PERMISSION_NAMES.filter((one) => !without.includes(one));
    const somewhere = new Set([...permissions, ...areas.flatMap((one) => one.permissions)]);
    const navigation = placesFor(new Set(permissions), somewhere);
    hub.sessionMore = { permissions, areas, navigation };
  }
  const alarms = new FakeAlarms(hub, options);
  prepare?.(alarms);
  const page = await stage.signedIn(hub, path, look);
  return { hub, alarms, page };
}
