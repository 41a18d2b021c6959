import { z } from 'zod';
import type { SettingsSection } from '#schemas/config/site-settings';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { SETTINGS_ROUTES, type SettingsAnswer } from '#schemas/http/settings';
import { patched, withoutSecrets } from '../config/settings-view.ts';
import type { Flows } from '../flows.ts';
import { InvalidRequestError, type Route, route } from './route.ts';

const HOUR_MS = 3_600_000;

/** Settings that change while the hub runs. */
export function settingRoutes({ rooms }: Flows): Route[] {
  const { siteSettings, rights, clock } = rooms;
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
      throw new TremoloError('request_invalid', `There is no role "${stranger}".`);
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
    route(SETTINGS_ROUTES.settings, ({ params }) => shown(params.section)),
    route(SETTINGS_ROUTES.editSettings, async ({ params, body, actor }) => {
      const { section } = params;
      refuseUnknownRoles(section, body.values);
      if (section === 'general' && 'developersUntilMs' in body.values) {
        throw new TremoloError(
          'request_invalid',
          'Developers are let in by settings/developer-override.',
        );
      }
      try {
        const next = patched(section, siteSettings.get(section), body.values);
        await siteSettings.replace(section, next, body.revision, actor);
      } catch (error) {
        if (error instanceof z.ZodError) throw new InvalidRequestError(error);
        throw error;
      }
      return shown(section);
    }),
  ];
}
