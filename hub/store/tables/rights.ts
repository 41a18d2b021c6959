/** Roles of the site, and what single persons were granted or denied beside their role. */
export const RIGHTS_TABLES: readonly string[] = [
  `CREATE TABLE roles (
    role_key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    inherits TEXT NOT NULL,
    permissions TEXT NOT NULL,
    changed_ms INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE grants (
    user_id TEXT NOT NULL,
    permission TEXT NOT NULL,
    effect TEXT NOT NULL CHECK (effect IN ('grant', 'deny')),
    expires_ms INTEGER,
    PRIMARY KEY (user_id, permission)
  ) STRICT, WITHOUT ROWID`,
];
