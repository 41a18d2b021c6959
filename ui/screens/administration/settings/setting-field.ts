import type { siteSettings } from '../../../text/site-settings.ts';

/** How a setting is shown and changed. */
export type SettingKind =
  | 'text'
  | 'lines'
  | 'email'
  | 'url'
  | 'number'
  | 'flag'
  | 'choice'
  | 'secret'
  | 'certificate'
  | 'role'
  | 'roles'
  | 'emails'
  | 'events'
  | 'notices';

export interface SettingField {
  readonly path: string;
  readonly kind: SettingKind;
  readonly unit?: keyof typeof siteSettings.units;
  readonly choices?: readonly string[];
  /** Chosen by words, kept as a number. */
  readonly isNumber?: boolean;
  /** Of a number; 1 unless said. */
  readonly step?: number;
}

export interface SettingGroup {
  readonly key: string;
  readonly fields: readonly SettingField[];
}
