/** Who may join, tokens by their hash; and how people operate agents. */
export const FLEET_TABLES: readonly string[] = [
  `CREATE TABLE join_tokens (
    token_id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    agent_id TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE agent_operations (
    agent_id TEXT PRIMARY KEY,
    drain_after TEXT CHECK (drain_after IN ('stay', 'stop', 'restart')),
    drain_ms INTEGER,
    order_what TEXT CHECK (order_what IN ('stop', 'restart')),
    -- Which start of the agent is meant: the next one is not to end again.
    order_epoch TEXT,
    order_ms INTEGER,
    labels TEXT NOT NULL,
    slots INTEGER,
    load_share REAL NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // An agent that was drained before stays so until somebody says otherwise.
  `INSERT INTO agent_operations
    SELECT agent_id, 'stay', 0, NULL, NULL, NULL, '[]', NULL, 1 FROM agents WHERE draining = 1`,
  'DROP TABLE agents',
  `CREATE TABLE partition_runs (
    run_id TEXT PRIMARY KEY,
    agent_id TEXT NOT NULL,
    gpu_uuid TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_ms INTEGER NOT NULL,
    asked_by TEXT,
    ended_ms INTEGER,
    plan TEXT NOT NULL,
    -- As the agent told it last.
    run TEXT
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX partition_runs_by_gpu ON partition_runs (agent_id, gpu_uuid, run_id)',
  'CREATE INDEX partition_runs_open ON partition_runs (run_id) WHERE ended_ms IS NULL',
  `CREATE TABLE maintenance (
    agent_id TEXT NOT NULL,
    -- Empty: the whole agent.
    gpu_uuid TEXT NOT NULL,
    reason TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (agent_id, gpu_uuid)
  ) STRICT, WITHOUT ROWID`,
];
