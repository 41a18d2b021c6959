/** Alarms from raise to close, what happened to each, what people hold back, and what alarms are raised by. */
export const ALARMS_TABLES: readonly string[] = [
  `CREATE TABLE alarms (
    alarm_id TEXT PRIMARY KEY,
    rule_id TEXT NOT NULL,
    asset_id TEXT NOT NULL,
    priority TEXT NOT NULL CHECK (priority IN ('critical', 'high', 'medium', 'low')),
    area TEXT,
    raised_ms INTEGER NOT NULL,
    shown_ms INTEGER,
    returned_ms INTEGER,
    acknowledged_ms INTEGER,
    acknowledged_by TEXT,
    closed_ms INTEGER,
    is_false INTEGER NOT NULL CHECK (is_false IN (0, 1)),
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // One live alarm of a rule on an asset, whatever the code does.
  'CREATE UNIQUE INDEX alarms_open ON alarms (rule_id, asset_id) WHERE closed_ms IS NULL',
  'CREATE INDEX alarms_raised ON alarms (raised_ms) WHERE closed_ms IS NOT NULL',
  `CREATE TABLE alarm_steps (
    alarm_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    what TEXT NOT NULL,
    user_id TEXT,
    note TEXT,
    facts TEXT,
    PRIMARY KEY (alarm_id, step)
  ) STRICT, WITHOUT ROWID`,
  // Each time that people were shown one: what the figures count.
  `CREATE INDEX alarm_steps_shown ON alarm_steps (at_ms, alarm_id) WHERE what = 'raised'`,
  `CREATE TABLE alarm_holds (
    hold_id TEXT PRIMARY KEY,
    rule_id TEXT NOT NULL,
    asset_id TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (rule_id, asset_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE alarm_configuration (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('rule', 'policy', 'calendar', 'procedure')),
    revision INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    changed_by TEXT,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE alarm_usual (
    key TEXT PRIMARY KEY,
    n INTEGER NOT NULL,
    heard_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    log_value REAL NOT NULL
  ) STRICT, WITHOUT ROWID`,
];
