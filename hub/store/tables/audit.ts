/** The audit trail. `audit_personal` holds what can be erased; the chain holds only salted commitments to it. */
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
  `CREATE TABLE audit_personal (
    seq INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('actor', 'subject')),
    user_id TEXT,
    salt TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (seq, part)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX audit_personal_by_user ON audit_personal (user_id, seq)',
];
