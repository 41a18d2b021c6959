/** Sessions, their refresh tokens, the keys that sign access tokens, and what slows guessing. */
export const ACCESS_TABLES: readonly string[] = [
  `CREATE TABLE sessions (
    session_id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES people (user_id),
    how TEXT NOT NULL,
    remember INTEGER NOT NULL,
    proven_twice INTEGER NOT NULL,
    impersonator_id TEXT,
    return_to TEXT,
    address TEXT NOT NULL,
    user_agent TEXT,
    created_ms INTEGER NOT NULL,
    last_seen_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX sessions_by_user ON sessions (user_id)',
  // Used tokens stay until their session ends: one that comes a second time gives the thief away.
  `CREATE TABLE refresh_tokens (
    token_hash TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (session_id) ON DELETE CASCADE,
    created_ms INTEGER NOT NULL,
    used_ms INTEGER
  ) STRICT`,
  'CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id)',
  `CREATE TABLE signing_keys (
    kid TEXT PRIMARY KEY,
    public_x TEXT NOT NULL,
    sealed_private TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    retired_ms INTEGER
  ) STRICT`,
  `CREATE TABLE sign_in_failures (
    subject TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // Addresses at which a person has signed in: there, attempts of strangers elsewhere do not lock that person out.
  `CREATE TABLE known_places (
    user_id TEXT NOT NULL,
    address TEXT NOT NULL,
    last_ms INTEGER NOT NULL,
    PRIMARY KEY (user_id, address)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE preferences (
    user_id TEXT PRIMARY KEY,
    body TEXT NOT NULL
  ) STRICT`,
  // What apps and parts of screens keep with an account, as JSON.
  `CREATE TABLE kept_states (
    user_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    changed_ms INTEGER NOT NULL,
    PRIMARY KEY (user_id, key)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE accepted_notices (
    user_id TEXT PRIMARY KEY,
    revision TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT`,
  // What the console did while the hub ran: AUTOINCREMENT, for an order number must never come twice.
  `CREATE TABLE console_orders (
    order_id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    user_id TEXT,
    at_ms INTEGER NOT NULL
  ) STRICT`,
];
