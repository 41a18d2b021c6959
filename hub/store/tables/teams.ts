/** Teams, their members, and the roles that members have through them. A dissolved team stays, archived. */
export const TEAMS_TABLES: readonly string[] = [
  `CREATE TABLE teams (
    team_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    archived_ms INTEGER
  ) STRICT`,
  // The name of a dissolved team can be taken again.
  'CREATE UNIQUE INDEX teams_by_name ON teams (name_key) WHERE archived_ms IS NULL',
  `CREATE TABLE team_members (
    team_id TEXT NOT NULL REFERENCES teams (team_id),
    user_id TEXT NOT NULL REFERENCES people (user_id),
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
    since_ms INTEGER NOT NULL,
    PRIMARY KEY (team_id, user_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX team_members_one_owner ON team_members (team_id) WHERE role = 'owner'`,
  'CREATE INDEX team_members_by_user ON team_members (user_id)',
  `CREATE TABLE team_roles (
    team_id TEXT NOT NULL REFERENCES teams (team_id),
    role_key TEXT NOT NULL,
    PRIMARY KEY (team_id, role_key)
  ) STRICT, WITHOUT ROWID`,
];
