/** Settings that an administrator changes while the hub runs; defaults live in the schemas. `sealed`: a secret, encrypted. */
export const SETTINGS_TABLES: readonly string[] = [
  `CREATE TABLE settings (
    section TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL,
    changed_ms INTEGER NOT NULL
  ) STRICT`,
];
