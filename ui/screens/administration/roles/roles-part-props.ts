import type { RoleInfo } from '#schemas/http/rights';

/** What each part about roles is given. */
export interface RolesPartProps {
  readonly roles: readonly RoleInfo[];
  readonly onChanged: () => void;
  /** A role was made or changed: its page shows it at once. */
  readonly onSaved: (role: RoleInfo) => void;
}
