/** Second factors, codes on their way, and one-time links. Nothing here can be used by whoever reads the database. */
export const FACTORS_TABLES: readonly string[] = [
  // Sealed seed; `last_step` is the time step of the last code taken, so that none is taken twice.
  `CREATE TABLE totp (
    user_id TEXT PRIMARY KEY REFERENCES people (user_id),
    sealed_secret TEXT NOT NULL,
    confirmed_ms INTEGER,
    last_step INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE backup_codes (
    user_id TEXT NOT NULL REFERENCES people (user_id),
    code_mac TEXT NOT NULL,
    used_ms INTEGER,
    PRIMARY KEY (user_id, code_mac)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE message_factors (
    user_id TEXT NOT NULL REFERENCES people (user_id),
    method TEXT NOT NULL CHECK (method IN ('email', 'sms')),
    target TEXT NOT NULL,
    confirmed_ms INTEGER,
    PRIMARY KEY (user_id, method)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE sent_codes (
    purpose TEXT PRIMARY KEY,
    code_mac TEXT NOT NULL,
    expires_ms INTEGER NOT NULL,
    tries INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE one_time_links (
    token_hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES people (user_id),
    target TEXT,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    used_ms INTEGER
  ) STRICT`,
  'CREATE INDEX one_time_links_by_user ON one_time_links (user_id, kind)',
  `CREATE TABLE old_passwords (
    user_id TEXT NOT NULL REFERENCES people (user_id),
    hash TEXT NOT NULL,
    until_ms INTEGER NOT NULL
  ) STRICT`,
  // Who forgot a password while no letter could be sent.
  `CREATE TABLE password_requests (
    user_id TEXT PRIMARY KEY REFERENCES people (user_id),
    asked_ms INTEGER NOT NULL,
    times INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX old_passwords_by_user ON old_passwords (user_id, until_ms)',
];
