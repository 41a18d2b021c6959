/** Tables of the room hub/sso. */
export const SSO_TABLES: readonly string[] = [];
