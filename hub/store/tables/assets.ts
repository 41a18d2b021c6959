/** The tree of the plant, its pictures and papers, what people changed of it, and patterns of machines. */
export const ASSETS_TABLES: readonly string[] = [
  `CREATE TABLE nodes (
    node_id TEXT PRIMARY KEY,
    parent_id TEXT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    external_id TEXT UNIQUE,
    -- What only its kind has, notes and links, as JSON.
    body TEXT NOT NULL,
    revision INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // Of a node that was removed they stay for a while: undoing brings it back with them.
  `CREATE TABLE node_documents (
    document_id TEXT PRIMARY KEY,
    node_id TEXT NOT NULL,
    title TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    marks TEXT NOT NULL,
    is_picture INTEGER NOT NULL,
    added_ms INTEGER NOT NULL,
    added_by TEXT,
    -- Since when its node is not there; null while it is.
    orphaned_ms INTEGER,
    -- Since when it is deleted; null while it is not. For a while it can be brought back.
    removed_ms INTEGER
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX node_documents_by_node ON node_documents (node_id)',
  `CREATE TABLE plant_changes (
    change_id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    user_id TEXT,
    -- What the history shows of it, and what it did to each node and point.
    shown TEXT NOT NULL,
    edit TEXT NOT NULL,
    undone_by TEXT,
    -- Where it was done, before and after: for each place the nodes in which a right for it may be given.
    places TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // Each node and point that it touched, with all above them then.
  `CREATE TABLE plant_change_targets (
    target_id TEXT NOT NULL,
    change_id TEXT NOT NULL,
    PRIMARY KEY (target_id, change_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE plant_templates (
    template_id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    made_by TEXT
  ) STRICT, WITHOUT ROWID`,
  'ALTER TABLE points ADD COLUMN node_id TEXT',
  'ALTER TABLE points ADD COLUMN mounting TEXT',
  'ALTER TABLE points ADD COLUMN is_removed INTEGER NOT NULL DEFAULT 0',
];
