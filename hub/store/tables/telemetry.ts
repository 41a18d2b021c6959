/** Of each figure how often it was told, and from that what is needed for its smallest, mean and largest value. */
const figures = (names: readonly string[]) =>
  names
    .map(
      (name) => `${name}_n INTEGER NOT NULL, ${name}_sum REAL, ${name}_min REAL, ${name}_max REAL`,
    )
    .join(', ');

/** The key begins with the time, as in the trends of points: a commit touches few pages, and retention deletes whole ranges. */
const seriesTables = (name: string, key: string, columns: string): readonly string[] =>
  ['10s', '10min', '1day'].map(
    (length) => `CREATE TABLE ${name}_${length} (
      bucket INTEGER NOT NULL,
      ${key} INTEGER NOT NULL,
      n INTEGER NOT NULL,
      ${columns},
      PRIMARY KEY (bucket, ${key})
    ) STRICT, WITHOUT ROWID`,
  );

/** What the machines of agents and their GPUs did. */
export const TELEMETRY_TABLES: readonly string[] = [
  'CREATE TABLE hosts (host_key INTEGER PRIMARY KEY, agent_id TEXT NOT NULL UNIQUE) STRICT',
  `CREATE TABLE gpus (
    gpu_key INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    agent_id TEXT NOT NULL,
    gpu_index INTEGER NOT NULL,
    name TEXT NOT NULL,
    memory_total_mb REAL,
    seen_ms INTEGER NOT NULL
  ) STRICT`,
  ...seriesTables(
    'host',
    'host_key',
    figures(['cpu', 'memory', 'disk', 'received', 'sent', 'temperature']),
  ),
  ...seriesTables(
    'gpu',
    'gpu_key',
    `${figures(['utilisation', 'memory', 'temperature', 'power', 'power_limit', 'clock', 'memory_clock'])},
      hot INTEGER NOT NULL,
      lost INTEGER NOT NULL`,
  ),
  "INSERT INTO rollups VALUES ('host_10s', 0), ('host_10min', 0), ('gpu_10s', 0), ('gpu_10min', 0)",
];
