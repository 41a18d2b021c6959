/** Answers to requests that may be repeated: sealed, for they can hold what is shown only once. */
export const LIMITS_TABLES: readonly string[] = [
  `CREATE TABLE repeated_requests (
    request_mac TEXT PRIMARY KEY,
    body_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    sealed_answer TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];
