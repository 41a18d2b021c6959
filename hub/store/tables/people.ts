/** Accounts. `name` is the sign-in name; `…_key` is what two spellings of it have in common. */
export const PEOPLE_TABLES: readonly string[] = [
  'DROP TABLE sessions',
  `CREATE TABLE people (
    user_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    full_name TEXT,
    email TEXT,
    email_key TEXT UNIQUE,
    email_verified_ms INTEGER,
    role TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'inactive', 'suspended', 'deleted', 'erased')),
    is_protected INTEGER NOT NULL,
    is_sample INTEGER NOT NULL,
    origin TEXT NOT NULL,
    timezone TEXT,
    language TEXT,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    last_sign_in_ms INTEGER
  ) STRICT`,
  `CREATE TABLE passwords (
    user_id TEXT PRIMARY KEY REFERENCES people (user_id),
    hash TEXT NOT NULL,
    changed_ms INTEGER NOT NULL,
    must_change INTEGER NOT NULL
  ) STRICT`,
  // Deleted accounts wait here until they are erased, and come back as they were when they are restored before.
  `CREATE TABLE deletions (
    user_id TEXT PRIMARY KEY REFERENCES people (user_id),
    deleted_ms INTEGER NOT NULL,
    erase_from_ms INTEGER NOT NULL,
    status_before TEXT NOT NULL
  ) STRICT`,
  // Whoever had an account before there were roles could do everything; the first one stays protected.
  `INSERT INTO people SELECT user_id, name, name_key, NULL, NULL, NULL, NULL, 'admin', 'active',
    created_ms = (SELECT min(created_ms) FROM users), 0, 'local', NULL, NULL, created_ms, created_ms, NULL FROM users`,
  'INSERT INTO passwords SELECT user_id, password_hash, created_ms, 0 FROM users',
  'DROP TABLE users',
];
