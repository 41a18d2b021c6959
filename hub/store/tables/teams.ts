/** Tables of the room hub/teams. */
export const TEAMS_TABLES: readonly string[] = [];
