/** Tables of the room hub/sso. */
export const SSO_TABLES: readonly string[] = [
  // Whom an identity provider means by a subject. By its issuer, not by our name for it: should that name come to stand for
  // another provider, nobody becomes somebody else.
  `CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES people (user_id),
    created_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX identities_by_user ON identities (user_id)',
  // SAML assertions that were taken, until they are too old to be taken again: also after a restart.
  `CREATE TABLE used_assertions (
    assertion_hash TEXT PRIMARY KEY,
    expires_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];
