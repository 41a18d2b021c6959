const indexed = (column: string) =>
  `CREATE INDEX audit_by_${column} ON audit (${column}, at_ms) WHERE ${column} IS NOT NULL`;

/**
 * The audit trail. `audit_personal` holds what can be erased; the chain holds only salted commitments to it. Nothing is ever
 * changed, and only what was sealed and exported can be deleted: the triggers hold whoever writes SQL to that.
 */
export const AUDIT_TABLES: readonly string[] = [
  `CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    event TEXT NOT NULL,
    severity TEXT NOT NULL,
    outcome TEXT NOT NULL,
    actor_id TEXT,
    actor_role TEXT,
    session_id TEXT,
    key_id TEXT,
    impersonator_id TEXT,
    correlation_id TEXT,
    resource_type TEXT NOT NULL,
    resource_id TEXT,
    details TEXT NOT NULL,
    actor_commitment TEXT,
    subject_commitment TEXT,
    hash TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX audit_by_time ON audit (at_ms)',
  'CREATE INDEX audit_by_event ON audit (event, at_ms)',
  'CREATE INDEX audit_by_severity ON audit (severity, at_ms)',
  'CREATE INDEX audit_by_outcome ON audit (outcome, at_ms)',
  indexed('actor_id'),
  indexed('resource_id'),
  indexed('session_id'),
  `CREATE TABLE audit_personal (
    seq INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('actor', 'subject')),
    user_id TEXT,
    address TEXT,
    salt TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (seq, part)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX audit_personal_by_user ON audit_personal (user_id, seq)',
  'CREATE INDEX audit_personal_by_address ON audit_personal (address, seq) WHERE address IS NOT NULL',
  // Words only, no text: what is personal in it goes with the row when a person is erased.
  `CREATE VIRTUAL TABLE audit_text USING fts5(body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')`,
  `CREATE TABLE audit_keys (
    key_id TEXT PRIMARY KEY,
    public_pem TEXT NOT NULL,
    sealed_private TEXT NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE audit_checkpoints (
    seq INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    previous TEXT NOT NULL,
    signature TEXT NOT NULL
  ) STRICT`,
  // Whole stretches of the trail that were exported, each up to a checkpoint; `pruned_ms` when its rows were deleted here.
  `CREATE TABLE audit_segments (
    last_seq INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    exported_ms INTEGER NOT NULL,
    pruned_ms INTEGER
  ) STRICT`,
  `CREATE TABLE audit_forwarding (
    target TEXT PRIMARY KEY,
    through_seq INTEGER NOT NULL
  ) STRICT`,
  `CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END`,
  `CREATE TRIGGER audit_only_sealed_goes BEFORE DELETE ON audit
    WHEN OLD.seq > (SELECT coalesce(max(last_seq), 0) FROM audit_segments)
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END`,
  `CREATE TRIGGER checkpoints_never_change BEFORE UPDATE ON audit_checkpoints
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END`,
  `CREATE TRIGGER checkpoints_stay BEFORE DELETE ON audit_checkpoints
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END`,
];
