/** How the groups of a provider become accounts and roles here. */
export interface AccountMapping {
  readonly roleOfGroup: readonly { readonly group: string; readonly role: string }[];
  /** For whom no group fits; null: such a person stays outside. */
  readonly defaultRole: string | null;
  /** Makes an account for somebody who has none. */
  readonly createAccounts: boolean;
}

/**
 * The role that the groups give: that of the first entry of the list that fits, so that the site says what wins. Entries whose
 * role is gone give nothing. Null when no group fits and there is no role for everybody.
 */
export function roleOfGroups(
  groups: readonly string[],
  { roleOfGroup, defaultRole }: AccountMapping,
  isRole: (key: string) => boolean,
): string | null {
  const fit = roleOfGroup.find(({ group, role }) => groups.includes(group) && isRole(role));
  const role = fit?.role ?? defaultRole;
  return role !== null && isRole(role) ? role : null;
}
