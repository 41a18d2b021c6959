/** Dashboards that people made, and how each was before. With whom one is shared stands among the shares. */
export const DASHBOARDS_TABLES: readonly string[] = [
  `CREATE TABLE dashboards (
    dashboard_id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    name TEXT NOT NULL,
    widgets TEXT NOT NULL,
    revision INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    deleted_ms INTEGER
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX dashboards_by_owner ON dashboards (owner_id)',
  `CREATE TABLE dashboard_versions (
    dashboard_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL,
    widgets TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    by_id TEXT NOT NULL,
    PRIMARY KEY (dashboard_id, revision)
  ) STRICT, WITHOUT ROWID`,
];
