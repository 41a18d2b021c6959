/** Diagnoses of recordings. The recording itself is not kept. Whose each is stands among the shares. */
export const DIAGNOSES_TABLES: readonly string[] = [
  `CREATE TABLE diagnoses (
    diagnosis_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    body TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    deleted_ms INTEGER
  ) STRICT`,
  'CREATE INDEX diagnoses_by_owner ON diagnoses (owner_id, created_ms)',
];
