/** What people are told of, and how it reaches them. Letters carry links and codes, so what they say is sealed; a sent one is deleted. */
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
  `CREATE TABLE notifications (
    notification_id TEXT PRIMARY KEY,
    event TEXT NOT NULL,
    -- 0 is the most urgent.
    rank INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    link TEXT,
    node_id TEXT,
    about TEXT,
    cool_key TEXT,
    -- The same is told once, whoever tells it again.
    dedupe_key TEXT NOT NULL UNIQUE,
    data TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX notifications_by_cool_key ON notifications (cool_key, at_ms)',
  'CREATE INDEX notifications_by_about ON notifications (about)',
  'CREATE INDEX notifications_by_time ON notifications (at_ms)',
  `CREATE TABLE feed (
    user_id TEXT NOT NULL,
    notification_id TEXT NOT NULL,
    read_ms INTEGER,
    failures TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (user_id, notification_id)
  ) STRICT, WITHOUT ROWID`,
  // Who is told no more of what.
  `CREATE TABLE acknowledged (
    user_id TEXT NOT NULL,
    about TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (about, user_id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX feed_unread ON feed (user_id) WHERE read_ms IS NULL',
  `CREATE TABLE deliveries (
    delivery_id TEXT PRIMARY KEY,
    notification_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    -- What is sent one after the other: a channel, or one webhook.
    lane TEXT NOT NULL,
    user_id TEXT,
    -- A webhook or a browser, where the channel has several.
    target_id TEXT,
    state TEXT NOT NULL,
    rank INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    -- When it is tried next; of one that is done, when that was.
    next_ms INTEGER NOT NULL,
    batch_id TEXT,
    created_ms INTEGER NOT NULL,
    -- What the last try came to: a sentence and its reason, as JSON.
    says TEXT
  ) STRICT`,
  "CREATE INDEX deliveries_due ON deliveries (lane, next_ms) WHERE state IN ('waiting', 'sending')",
  'CREATE INDEX deliveries_by_channel ON deliveries (channel, state, next_ms)',
  'CREATE INDEX deliveries_by_notification ON deliveries (notification_id)',
  'CREATE INDEX deliveries_by_user ON deliveries (user_id, state)',
  'CREATE INDEX deliveries_by_batch ON deliveries (batch_id)',
  'CREATE TABLE notification_choices (user_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT',
  // Up to when each person’s digests are.
  'CREATE TABLE digests (user_id TEXT PRIMARY KEY, through_ms INTEGER NOT NULL) STRICT',
  `CREATE TABLE webhooks (
    webhook_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- Addresses of such receivers are secrets often enough.
    sealed_url TEXT NOT NULL,
    events TEXT NOT NULL,
    least TEXT NOT NULL,
    language TEXT NOT NULL,
    is_enabled INTEGER NOT NULL,
    sealed_secret TEXT NOT NULL,
    revision INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    disabled_ms INTEGER,
    disabled_says TEXT,
    last_sent_ms INTEGER,
    created_ms INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE push_devices (
    push_id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    -- Who knows a browser’s address and keys can send to it.
    sealed_subscription TEXT NOT NULL,
    endpoint_hash TEXT NOT NULL UNIQUE,
    device TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    last_sent_ms INTEGER
  ) STRICT`,
  'CREATE INDEX push_devices_by_user ON push_devices (user_id)',
  // In which message of a channel of Slack what is about something began.
  `CREATE TABLE slack_threads (
    room TEXT NOT NULL,
    about TEXT NOT NULL,
    channel TEXT NOT NULL,
    -- By which Slack names a message of a channel.
    ts TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (room, about)
  ) STRICT, WITHOUT ROWID`,
  // What of a delivery stands in Slack already.
  `CREATE TABLE slack_posts (
    batch_id TEXT NOT NULL,
    notification_id TEXT NOT NULL,
    room TEXT NOT NULL,
    channel TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (batch_id, notification_id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX slack_posts_by_room ON slack_posts (room, at_ms)',
  // Addresses that the relay refused for good; the address itself stays with the person.
  `CREATE TABLE refused_addresses (
    user_id TEXT PRIMARY KEY,
    address_hash TEXT NOT NULL,
    letters INTEGER NOT NULL,
    says TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT`,
  'CREATE TABLE notification_keys (name TEXT PRIMARY KEY, sealed TEXT NOT NULL) STRICT',
];
