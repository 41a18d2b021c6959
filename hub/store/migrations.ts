import { ACCESS_TABLES } from './tables/access.ts';
import { ALARMS_TABLES } from './tables/alarms.ts';
import { ASSETS_TABLES } from './tables/assets.ts';
import { AUDIT_TABLES } from './tables/audit.ts';
import { CAPACITY_TABLES } from './tables/capacity.ts';
import { CAPTURES_TABLES } from './tables/captures.ts';
import { CONDITIONS_TABLES } from './tables/conditions.ts';
import { DASHBOARDS_TABLES } from './tables/dashboards.ts';
import { DIAGNOSES_TABLES } from './tables/diagnoses.ts';
import { FACTORS_TABLES } from './tables/factors.ts';
import { FILES_TABLES } from './tables/files.ts';
import { FLEET_TABLES } from './tables/fleet.ts';
import { JOBS_TABLES } from './tables/jobs.ts';
import { KEYS_TABLES } from './tables/keys.ts';
import { LIMITS_TABLES } from './tables/limits.ts';
import { NOTIFICATIONS_TABLES } from './tables/notifications.ts';
import { PEOPLE_TABLES } from './tables/people.ts';
import { PLOT_NOTES_TABLES } from './tables/plot-notes.ts';
import { PROCESS_VALUES_TABLES } from './tables/process-values.ts';
import { RIGHTS_TABLES } from './tables/rights.ts';
import { SETTINGS_TABLES } from './tables/settings.ts';
import { SSO_TABLES } from './tables/sso.ts';
import { TEAMS_TABLES } from './tables/teams.ts';
import { TELEMETRY_TABLES } from './tables/telemetry.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
}

// The key begins with the time: all points of a bucket lie together, so that a commit touches few pages and retention
// deletes whole ranges. `…_n` counts the summaries that had the figure: it is null without a unit or a speed. `condition` is a rank (results/condition-rank.ts), so that the worst is the largest.
const trendTable = (name: string) => `CREATE TABLE ${name} (
  bucket INTEGER NOT NULL,
  point_key INTEGER NOT NULL,
  n INTEGER NOT NULL,
  velocity_n INTEGER NOT NULL,
  velocity_sum REAL,
  velocity_min REAL,
  velocity_max REAL,
  acceleration_n INTEGER NOT NULL,
  acceleration_sum REAL,
  acceleration_min REAL,
  acceleration_max REAL,
  envelope_n INTEGER NOT NULL,
  envelope_sum REAL,
  envelope_max REAL,
  kurtosis_sum REAL NOT NULL,
  kurtosis_max REAL NOT NULL,
  speed_n INTEGER NOT NULL,
  speed_sum REAL,
  condition INTEGER NOT NULL,
  PRIMARY KEY (bucket, point_key)
) STRICT, WITHOUT ROWID`;

/** Every change of the tables, oldest first. A released one is never edited: the next number mends it. */
export const MIGRATIONS: readonly Migration[] = [
  {
    number: 1,
    name: 'the live way',
    statements: [
      `CREATE TABLE points (
        point_key INTEGER PRIMARY KEY,
        point_id TEXT NOT NULL UNIQUE,
        sensor_id TEXT NOT NULL,
        axis INTEGER NOT NULL,
        name TEXT NOT NULL,
        edited_name TEXT,
        machine TEXT,
        unit TEXT NOT NULL,
        sample_rate_hz REAL NOT NULL,
        origin TEXT NOT NULL,
        described_facts TEXT NOT NULL,
        edited_facts TEXT NOT NULL,
        agent_id TEXT,
        created_ms INTEGER NOT NULL,
        UNIQUE (sensor_id, axis)
      ) STRICT`,
      trendTable('trend_10s'),
      trendTable('trend_10min'),
      trendTable('trend_1day'),
      // Buckets below `through` of a level have been added to the level above it.
      'CREATE TABLE rollups (level TEXT PRIMARY KEY, through INTEGER NOT NULL) STRICT',
      "INSERT INTO rollups VALUES ('10s', 0), ('10min', 0)",
      `CREATE TABLE changes (
        change_id TEXT PRIMARY KEY,
        point_key INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT`,
      'CREATE INDEX changes_by_time ON changes (at_ms, change_id)',
      'CREATE INDEX changes_by_point ON changes (point_key, at_ms, change_id)',
      // Which batches of which outbox are stored: all sequences up to `through`, and those in `batches`.
      `CREATE TABLE outboxes (
        outbox_key INTEGER PRIMARY KEY,
        agent_id TEXT NOT NULL,
        lane INTEGER NOT NULL,
        epoch TEXT NOT NULL,
        through INTEGER NOT NULL,
        used_ms INTEGER NOT NULL,
        UNIQUE (agent_id, lane, epoch)
      ) STRICT`,
      `CREATE TABLE batches (
        outbox_key INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        PRIMARY KEY (outbox_key, sequence)
      ) STRICT, WITHOUT ROWID`,
      'CREATE TABLE agents (agent_id TEXT PRIMARY KEY, draining INTEGER NOT NULL) STRICT',
      'CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT',
      `CREATE TABLE users (
        user_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        password_hash TEXT NOT NULL,
        created_ms INTEGER NOT NULL
      ) STRICT`,
      `CREATE TABLE setup_links (
        token_hash TEXT PRIMARY KEY,
        created_ms INTEGER NOT NULL,
        expires_ms INTEGER NOT NULL,
        used_ms INTEGER
      ) STRICT`,
      `CREATE TABLE sessions (
        session_id TEXT PRIMARY KEY,
        token_hash TEXT NOT NULL UNIQUE,
        user_id TEXT NOT NULL REFERENCES users (user_id),
        created_ms INTEGER NOT NULL,
        expires_ms INTEGER NOT NULL
      ) STRICT`,
    ],
  },
  {
    number: 2,
    name: 'people, rights and audit',
    statements: [
      ...PEOPLE_TABLES,
      ...RIGHTS_TABLES,
      ...SETTINGS_TABLES,
      ...ACCESS_TABLES,
      ...FACTORS_TABLES,
      ...NOTIFICATIONS_TABLES,
      ...SSO_TABLES,
      ...TEAMS_TABLES,
      ...KEYS_TABLES,
      ...LIMITS_TABLES,
      ...DIAGNOSES_TABLES,
      ...JOBS_TABLES,
      ...FILES_TABLES,
      ...FLEET_TABLES,
      ...CAPACITY_TABLES,
      ...TELEMETRY_TABLES,
      ...PROCESS_VALUES_TABLES,
      ...DASHBOARDS_TABLES,
      ...CONDITIONS_TABLES,
      ...CAPTURES_TABLES,
      ...PLOT_NOTES_TABLES,
      ...ALARMS_TABLES,
      ...ASSETS_TABLES,
      ...AUDIT_TABLES,
    ],
  },
];
