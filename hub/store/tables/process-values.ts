/** Values beside the vibration, and what they were over time. */
export const PROCESS_VALUES_TABLES: readonly string[] = [
  `CREATE TABLE process_values (
    value_key INTEGER PRIMARY KEY,
    value_id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    node_id TEXT,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    UNIQUE (source, address)
  ) STRICT`,
  // The key begins with the time, as in the trends of points.
  ...['10s', '10min', '1day'].map(
    (length) => `CREATE TABLE value_${length} (
      bucket INTEGER NOT NULL,
      value_key INTEGER NOT NULL,
      n INTEGER NOT NULL,
      value_sum REAL NOT NULL,
      value_min REAL NOT NULL,
      value_max REAL NOT NULL,
      PRIMARY KEY (bucket, value_key)
    ) STRICT, WITHOUT ROWID`,
  ),
  "INSERT INTO rollups VALUES ('value_10s', 0), ('value_10min', 0)",
];
