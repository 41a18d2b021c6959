/** API keys. Of a secret only its random public part, by which it is looked up, and a keyed hash of the whole are kept. */
export const KEYS_TABLES: readonly string[] = [
  `CREATE TABLE api_keys (
    key_id TEXT PRIMARY KEY,
    lookup TEXT NOT NULL UNIQUE,
    secret_mac TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('live', 'test')),
    scopes TEXT NOT NULL,
    owner_id TEXT NOT NULL REFERENCES people (user_id),
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER,
    last_used_ms INTEGER,
    replaced_by TEXT
  ) STRICT`,
  'CREATE INDEX api_keys_by_owner ON api_keys (owner_id)',
  `CREATE TABLE api_key_use (
    key_id TEXT NOT NULL,
    day INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (key_id, day)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE api_key_networks (
    key_id TEXT NOT NULL,
    network TEXT NOT NULL,
    first_ms INTEGER NOT NULL,
    PRIMARY KEY (key_id, network)
  ) STRICT, WITHOUT ROWID`,
];
