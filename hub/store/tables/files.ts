/** Files that travel between hub and agents, named by their SHA-256; the bytes lie in the data folder. */
export const FILES_TABLES: readonly string[] = [
  `CREATE TABLE files (
    sha256 TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('model', 'recording', 'checkpoint')),
    bytes INTEGER NOT NULL,
    -- Of a model, as its card says.
    name TEXT,
    version TEXT,
    agent_id TEXT,
    job_id TEXT,
    created_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX files_by_kind ON files (kind, created_ms)',
  'CREATE INDEX files_by_job ON files (job_id)',
];
