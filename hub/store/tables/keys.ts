/** Tables of the room hub/keys. */
export const KEYS_TABLES: readonly string[] = [];
