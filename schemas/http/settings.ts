import { z } from 'zod';
import { AllowedServer } from '#schemas/config/channel-settings';
import { type SettingsSection, SITE_SETTINGS } from '#schemas/config/site-settings';
import type { RouteRow } from '#schemas/http/route-row';
import { TimeMs } from '#schemas/units/units';

const SECTIONS = Object.keys(SITE_SETTINGS) as [SettingsSection, ...SettingsSection[]];
export const SectionName = z.enum(SECTIONS);

/** A section as it is: secrets stay in the hub, and are only said to be set or not. */
export const SettingsAnswer = z.strictObject({
  section: SectionName,
  /** Goes up with each change: to be sent back with the next one. */
  revision: z.number().int().nonnegative(),
  values: z.record(z.string(), z.unknown()),
  /** Paths of secrets that are set, such as `password` or `oidc.0.clientSecret`. */
  secretsSet: z.array(z.string()),
});
export type SettingsAnswer = z.infer<typeof SettingsAnswer>;

const Params = z.object({ section: SectionName });

export const SETTINGS_ROUTES = {
  settings: {
    method: 'GET',
    path: '/api/v1/settings/:section',
    permission: 'setting:read',
    tag: 'settings',
    summary: 'A section of the settings that change while Tremolo runs.',
    params: Params,
    answer: SettingsAnswer,
    etag: true,
  },
  editSettings: {
    method: 'PATCH',
    path: '/api/v1/settings/:section',
    permission: 'setting:edit',
    tag: 'settings',
    summary: 'Changes some values of a section. An absent secret stays as it is, null removes it.',
    params: Params,
    body: z.strictObject({
      revision: z.number().int().nonnegative(),
      values: z.record(z.string().max(60), z.unknown()),
      /**
       * Servers by host and port (`mail.plant.example:587`) that may stand at private addresses from now on. Without it a relay,
       * gateway or log server at a private address that is not allowed is refused by `confirmation_needed`.
       */
      allows: z.array(AllowedServer).max(5).optional(),
    }),
    answer: SettingsAnswer,
    errors: ['conflict', 'confirmation_needed'],
  },
  developerOverride: {
    method: 'PUT',
    path: '/api/v1/settings/developer-override',
    permission: 'setting:edit',
    tag: 'settings',
    summary: 'Lets developers work on a site in production, for a day at most; zero hours end it.',
    body: z.strictObject({ hours: z.number().min(0).max(24) }),
    answer: z.strictObject({ developersUntilMs: TimeMs.nullable() }),
  },
} as const satisfies Record<string, RouteRow>;
