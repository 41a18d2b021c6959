import { z } from 'zod';
import { governs } from '#schemas/access/governing';
import { permissionsOfRole } from '#schemas/access/roles';
import type { SettingsOf, SettingsSection } from '#schemas/config/site-settings';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { CERTIFICATE_ROUTES } from '#schemas/http/certificates';
import { SETTINGS_ROUTES, type SettingsAnswer } from '#schemas/http/settings';
import type { Principal } from '../access/principal.ts';
import { readCertificates } from '../config/read-certificates.ts';
import { patched, withoutSecrets } from '../config/settings-view.ts';
import type { Flows } from '../flows.ts';
import { isGoverning } from '../people/account-rules.ts';
import { objectionToSso } from '../sso/sso-objection.ts';
import { allowingServers } from './allowing-servers.ts';
import { recordingRefusal } from './recording-refusal.ts';
import { InvalidRequestError, type Route, route } from './route.ts';

const HOUR_MS = 3_600_000;

/** Settings that change while the hub runs. */
export function settingRoutes(flows: Flows): Route[] {
  const { siteSettings, rights, clock, store } = flows.rooms;
  const shown = (section: SettingsSection): SettingsAnswer => ({
    section,
    revision: siteSettings.revision(section),
    ...withoutSecrets(siteSettings.get(section)),
  });
  const refuseUnknownRoles = (section: SettingsSection, values: Record<string, unknown>) => {
    if (section !== 'signIn') return;
    const named = [values.registrationRole, values.secondFactorRoles].flat();
    const stranger = named.find((role) => role !== undefined && !rights.roles.has(String(role)));
    if (stranger !== undefined) {
      throw refused('setting_role_unknown', { role: String(stranger) });
    }
  };
  return [
    // Before `:section`, which would take its place.
    route(SETTINGS_ROUTES.developerOverride, async ({ body, actor }) => {
      const developersUntilMs = body.hours === 0 ? null : clock() + body.hours * HOUR_MS;
      const next = { ...siteSettings.get('general'), developersUntilMs };
      await siteSettings.replace('general', next, siteSettings.revision('general'), actor);
      return { developersUntilMs };
    }),
    route(CERTIFICATE_ROUTES.readCertificates, ({ body }) => ({
      certificates: readCertificates(body.pem),
    })),
    route(SETTINGS_ROUTES.settings, ({ params }) => shown(params.section)),
    route(SETTINGS_ROUTES.editSettings, async ({ params, body, principal, actor }) => {
      const { section } = params;
      refuseUnknownRoles(section, body.values);
      const details = { roles: rolesGivenBy(body.values) };
      const attempt = { event: 'setting.changed', actor, resourceId: section, details } as const;
      await recordingRefusal(store, attempt, () =>
        refuseHighRoles(flows, rolesGivenBy(body.values), principal),
      );
      refuseGoverningNewcomers(flows, body.values);
      if (section === 'general' && 'developersUntilMs' in body.values) {
        throw refused('setting_developers');
      }
      try {
        const next = patched(section, siteSettings.get(section), body.values);
        refuseUnusableSso(flows, section, next);
        const { revision, allows = [] } = body;
        const allowed = await allowingServers(flows.rooms, { section, next, revision }, allows);
        await siteSettings.replaceAll(allowed, actor);
      } catch (error) {
        if (error instanceof z.ZodError) throw new InvalidRequestError(error);
        throw error;
      }
      return shown(section);
    }),
  ];
}

/** Registering would not give such a role anyway; whoever chose it must not believe that it does. */
function refuseGoverningNewcomers({ rooms }: Flows, values: Record<string, unknown>): void {
  const key = String(values.registrationRole ?? 'viewer');
  if (!isGoverning({ key, permissions: permissionsOfRole(key, rooms.rights.roles) })) return;
  throw refused('setting_registration_role');
}

/** Throws `request_invalid` for single sign-on that cannot work, or that would let strangers in. */
function refuseUnusableSso({ rooms }: Flows, section: SettingsSection, next: object): void {
  if (section !== 'sso') return;
  const objection = objectionToSso(next as SettingsOf<'sso'>, {
    publicUrl: rooms.siteSettings.get('general').publicUrl,
    isRole: (key) => rooms.rights.roles.has(key),
  });
  if (objection === null) return;
  const { sentence, reason } = objection;
  throw new TremoloError('request_invalid', sentence, { reason });
}

/** Names under which a setting says which role people get who register, or whom a company’s sign-in vouches for. */
const GIVES_ROLE = ['registrationRole', 'defaultRole', 'role'];

/** The roles that people would get by these settings without anybody giving them one, wherever in the section they stand. */
function rolesGivenBy(values: unknown): string[] {
  if (Array.isArray(values)) return values.flatMap(rolesGivenBy);
  if (values === null || typeof values !== 'object') return [];
  return Object.entries(values).flatMap(([name, value]) =>
    GIVES_ROLE.includes(name) && typeof value === 'string' ? [value] : rolesGivenBy(value),
  );
}

/** Settings are no way to a role that their editor could not give: a door would be open to whoever registers next. */
function refuseHighRoles({ rooms }: Flows, roles: readonly string[], principal: Principal): void {
  const may = rooms.rights.lastingOf(principal.userId).intersection(principal.permissions);
  for (const role of roles) {
    const permissions = permissionsOfRole(role, rooms.rights.roles);
    const isForAdministrators = governs(permissions) && principal.actor.role !== 'admin';
    if (isForAdministrators || !permissions.isSubsetOf(may)) {
      throw refused('setting_role_forbidden', { role });
    }
  }
}
