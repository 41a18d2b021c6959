/** Roles of the site, what single persons were granted or denied beside their role, and roles within an area or on a thing. */
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
  `CREATE TABLE area_rights (
    area TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    role TEXT NOT NULL,
    expires_ms INTEGER,
    PRIMARY KEY (area, subject_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE shares (
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('owner', 'editor', 'viewer')),
    expires_ms INTEGER,
    PRIMARY KEY (resource_type, resource_id, subject_id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX shares_by_subject ON shares (subject_id, resource_type)',
  'ALTER TABLE points ADD COLUMN edited_area TEXT',
  "ALTER TABLE points ADD COLUMN edited_tags TEXT NOT NULL DEFAULT '[]'",
];
