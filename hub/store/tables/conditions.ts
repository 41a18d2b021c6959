/** What was wrong with the system itself, from when to when: the table that alarms are to be made of. */
export const CONDITIONS_TABLES: readonly string[] = [
  `CREATE TABLE system_conditions (
    condition_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('warning', 'critical')),
    agent_id TEXT,
    gpu_uuid TEXT,
    part TEXT,
    raised_ms INTEGER NOT NULL,
    cleared_ms INTEGER,
    limit_value REAL NOT NULL,
    worst REAL NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX system_conditions_raised ON system_conditions (condition_id) WHERE cleared_ms IS NULL',
];
