/** Tables of the room hub/diagnoses. */
export const DIAGNOSES_TABLES: readonly string[] = [];
