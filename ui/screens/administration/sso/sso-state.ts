import type { SettingsOf } from '#schemas/config/site-settings';

/** The settings of single sign-on as the hub has them, without their secrets. */
export interface SsoState {
  readonly sso: SettingsOf<'sso'>;
  readonly revision: number;
  readonly secretsSet: readonly string[];
  /** Where the site is opened; null: nobody has said it. */
  readonly publicUrl: string | null;
}
