/** Tables of the room hub/limits. */
export const LIMITS_TABLES: readonly string[] = [];
