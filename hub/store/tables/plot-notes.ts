/** Notes that people pinned to plots of captures. */
export const PLOT_NOTES_TABLES: readonly string[] = [
  `CREATE TABLE plot_notes (
    note_id TEXT PRIMARY KEY,
    capture_id TEXT NOT NULL,
    point_id TEXT,
    view TEXT NOT NULL,
    x REAL NOT NULL,
    y REAL,
    text TEXT NOT NULL,
    user_id TEXT,
    at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX plot_notes_by_capture ON plot_notes (capture_id, note_id)',
];
