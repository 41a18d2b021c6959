/** Jobs, every change of their state, what they said, and which queues are held. */
export const JOBS_TABLES: readonly string[] = [
  `CREATE TABLE jobs (
    job_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    queue TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    arguments TEXT NOT NULL,
    needs TEXT NOT NULL,
    limits TEXT NOT NULL,
    depends_on TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    preemptible INTEGER NOT NULL,
    -- Of whom, and by which key: the same request makes no second job, however late it comes again.
    submit_key TEXT UNIQUE,
    request_hash TEXT,
    state TEXT NOT NULL CHECK (state IN ('queued', 'paused', 'leased', 'running', 'succeeded', 'failed', 'cancelled', 'skipped')),
    attempt INTEGER NOT NULL,
    retries_left INTEGER NOT NULL,
    agent_id TEXT,
    gpu INTEGER,
    gpu_instance TEXT,
    not_before_ms INTEGER NOT NULL,
    queued_ms INTEGER NOT NULL,
    started_ms INTEGER,
    ended_ms INTEGER,
    cancel_asked_ms INTEGER,
    pause_asked_ms INTEGER,
    yields_to TEXT,
    last_agent_id TEXT,
    progress TEXT,
    share REAL,
    result TEXT,
    failure TEXT,
    note TEXT,
    -- By which it is found, in small letters.
    words TEXT NOT NULL,
    -- A dead letter that a person has put away.
    archived_ms INTEGER
  ) STRICT`,
  'CREATE INDEX jobs_by_state ON jobs (state, job_id)',
  'CREATE INDEX jobs_by_time ON jobs (created_ms)',
  // All that lists are narrowed by: a hundred thousand jobs are looked through without their arguments and results.
  'CREATE INDEX jobs_list ON jobs (job_id, queue, kind, state, owner_id, agent_id, created_ms, archived_ms, words)',
  'CREATE INDEX jobs_by_end ON jobs (ended_ms, queue) WHERE ended_ms IS NOT NULL',
  'CREATE INDEX jobs_by_owner ON jobs (owner_id, job_id)',
  `CREATE TABLE job_history (
    job_id TEXT NOT NULL REFERENCES jobs (job_id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    happened TEXT NOT NULL,
    state TEXT NOT NULL,
    agent_id TEXT,
    actor_id TEXT,
    cause TEXT,
    note TEXT,
    PRIMARY KEY (job_id, step)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE job_log (
    job_id TEXT NOT NULL REFERENCES jobs (job_id) ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    line INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (job_id, attempt, line)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE job_queues (
    queue TEXT PRIMARY KEY,
    paused_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];
