import type { SettingsOf } from '#schemas/config/site-settings';
import type { VerifyState } from '#schemas/http/audit';

/** What the checks ask about: read off the running hub, nothing remembered. */
export interface Facts {
  readonly nowMs: number;
  readonly general: SettingsOf<'general'>;
  readonly signIn: SettingsOf<'signIn'>;
  readonly mail: SettingsOf<'mail'>;
  readonly limits: SettingsOf<'limits'>;
  readonly audit: SettingsOf<'audit'>;
  readonly http: {
    readonly isLoopback: boolean;
    readonly hasTls: boolean;
    readonly origins: readonly string[];
  };
  readonly broker: { readonly isLoopback: boolean; readonly hasTls: boolean };
  readonly sampleAccounts: boolean;
  /** Whoever can sign in as an administrator. */
  readonly administrators: { readonly all: number; readonly withSecondFactor: number };
  /** Active accounts that nobody has used for 90 days. */
  readonly idleAccounts: number;
  readonly keys: { readonly all: number; readonly endless: number; readonly idle: number };
  readonly trail: VerifyState;
  /** Whether only the hub's own account of the machine can read the data folder; null where that cannot be told. */
  readonly isDataPrivate: boolean | null;
}
