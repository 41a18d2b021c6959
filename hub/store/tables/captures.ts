/** Captured waveforms; the samples lie in the object store, under the SHA-256 of each track’s file. */
export const CAPTURES_TABLES: readonly string[] = [
  `CREATE TABLE captures (
    capture_id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    machine TEXT,
    area TEXT,
    rule_id TEXT,
    user_id TEXT,
    speed_rpm REAL,
    condition TEXT,
    is_protected INTEGER NOT NULL,
    note TEXT NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX captures_by_time ON captures (at_ms, capture_id)',
  'CREATE INDEX captures_by_machine ON captures (machine, at_ms)',
  `CREATE TABLE capture_tracks (
    capture_id TEXT NOT NULL,
    point_id TEXT NOT NULL,
    point_name TEXT NOT NULL,
    -- Who was asked for it last.
    agent_id TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    sha256 TEXT,
    bytes INTEGER NOT NULL,
    raw_bytes INTEGER NOT NULL,
    facts TEXT,
    preview TEXT,
    PRIMARY KEY (capture_id, point_id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX capture_tracks_by_object ON capture_tracks (sha256)',
  'CREATE INDEX capture_tracks_by_point ON capture_tracks (point_id)',
  `CREATE TABLE capture_alarms (
    capture_id TEXT NOT NULL,
    alarm_id TEXT NOT NULL,
    PRIMARY KEY (capture_id, alarm_id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX capture_alarms_by_alarm ON capture_alarms (alarm_id)',
  `CREATE TABLE capture_labels (
    capture_id TEXT NOT NULL,
    label TEXT NOT NULL,
    -- Empty: of the machine.
    point_id TEXT NOT NULL,
    confidence REAL NOT NULL,
    note TEXT NOT NULL,
    user_id TEXT,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (capture_id, label, point_id)
  ) STRICT, WITHOUT ROWID`,
  // What is in the object store; a row goes after its object, so that no object is forgotten.
  `CREATE TABLE objects (
    sha256 TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // Sets of labelled captures that jobs learn from, by the SHA-256 of their files.
  `CREATE TABLE capture_sets (
    sha256 TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE capture_rules (
    rule_id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    last_ms INTEGER
  ) STRICT, WITHOUT ROWID`,
  // Whether the speed of a machine is in the band of a rule, and when that was captured last.
  `CREATE TABLE capture_bands (
    rule_id TEXT NOT NULL,
    machine TEXT NOT NULL,
    is_in INTEGER NOT NULL,
    captured_ms INTEGER,
    PRIMARY KEY (rule_id, machine)
  ) STRICT, WITHOUT ROWID`,
];
