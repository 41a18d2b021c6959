/** What each day brought of work and of agents that could have done it: sums, so that years cost little. */
export const CAPACITY_TABLES: readonly string[] = [
  `CREATE TABLE capacity_days (
    -- As the site counts days: 2026-11-21.
    day TEXT PRIMARY KEY,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    watched_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE capacity_supply (
    day TEXT NOT NULL,
    resource TEXT NOT NULL CHECK (resource IN ('gpu', 'slot')),
    -- Units times milliseconds: of agents that were counted on, and of those that were there.
    known_ms INTEGER NOT NULL,
    there_ms INTEGER NOT NULL,
    PRIMARY KEY (day, resource)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE capacity_demand (
    day TEXT NOT NULL,
    resource TEXT NOT NULL CHECK (resource IN ('gpu', 'slot')),
    kind TEXT NOT NULL,
    jobs INTEGER NOT NULL,
    work_ms INTEGER NOT NULL,
    PRIMARY KEY (day, resource, kind)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE capacity_agents (
    agent_id TEXT PRIMARY KEY,
    gpus INTEGER NOT NULL,
    slots INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];
