/** Letters on their way. They carry links and codes, so what they say is sealed; a sent one is deleted. */
export const NOTIFICATIONS_TABLES: readonly string[] = [
  `CREATE TABLE outbox (
    letter_key INTEGER PRIMARY KEY,
    sealed_letter TEXT NOT NULL,
    tries INTEGER NOT NULL,
    next_ms INTEGER NOT NULL,
    -- After this nobody is helped by it: a code or a link that has run out.
    useless_ms INTEGER
  ) STRICT`,
  'CREATE INDEX outbox_by_time ON outbox (next_ms)',
  'CREATE TABLE outbox_counts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT',
  "INSERT INTO outbox_counts VALUES ('sent', 0), ('dead', 0), ('last sent ms', 0)",
];
