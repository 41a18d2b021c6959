/** Who may join; tokens are kept by their hash. */
export const FLEET_TABLES: readonly string[] = [
  `CREATE TABLE join_tokens (
    token_id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    agent_id TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];
