/** How fast the audit trail is written, checked and searched at a million entries. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '#schemas/ids/ids';
import { AuditReading } from '../../hub/audit/audit-reading.ts';
import { Checkpoints } from '../../hub/audit/checkpoints.ts';
import { verifyTrail } from '../../hub/audit/verify-trail.ts';
import { createLog } from '../../hub/log.ts';
import type { Actor } from '../../hub/store/actor.ts';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import type { AuditEntry } from '../../hub/store/audit-entry.ts';
import { Store } from '../../hub/store/store.ts';
import { Vault } from '../../hub/store/vault.ts';
import { percentile } from './statistics.ts';

const ENTRIES = Number(process.argv[2] ?? 1_000_000);
const AT_ONCE = 500;
const PEOPLE = 200;
const SEARCHES = 200;
const EVENTS = [
  'auth.signed_in',
  'auth.failed',
  'point.changed',
  'key.created',
  'access.refused',
] as const;

const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-bench-audit-'));
const log = createLog('bench');
const store = new Store({
  dataDir,
  log,
  onCrash: (error) => log.error('the store crashed', error),
});
await store.start();
const vault = new Vault({ dataDir });
vault.start();
const checkpoints = new Checkpoints({ store, vault, clock: Date.now, log, folder: dataDir });
await checkpoints.start();

const people: Actor[] = Array.from({ length: PEOPLE }, (_, i) => ({
  ...SYSTEM_ACTOR,
  userId: newId('us'),
  role: 'operator',
  name: `person-${i}`,
  address: `10.0.${i % 16}.${i}`,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
}));

const entryOf = (i: number): AuditEntry => ({
  event: EVENTS[i % EVENTS.length],
  actor: people[(i * 7) % PEOPLE],
  resourceId: `pt-${i % 5_000}`,
  details: { before: { name: `Pump ${i % 977}` }, after: { name: `Fan ${i % 983}` } },
});

const startedMs = performance.now();
for (let i = 0; i < ENTRIES; i += AT_ONCE) {
  // Two at a time, so that the writer never waits for us.
  await Promise.all(
    [0, AT_ONCE / 2].map((from) =>
      store.record(
        [],
        Array.from({ length: AT_ONCE / 2 }, (_, k) => entryOf(i + from + k)),
      ),
    ),
  );
  if ((i / AT_ONCE) % 20 === 0) await checkpoints.sign('if due');
}
const appendsPerSecond = Math.round(ENTRIES / ((performance.now() - startedMs) / 1_000));
await checkpoints.sign('now');
console.log(
  `${ENTRIES} entries, ${appendsPerSecond} a second, ${Math.round(store.bytesOnDisk() / 1e6)} MB`,
);

const verifyStarted = performance.now();
const verdict = await verifyTrail((sql, args) => store.read(sql, args), null);
if (verdict.finding !== null) throw new Error(verdict.finding.sentence);
const verifyPerSecond = Math.round(verdict.entries / ((performance.now() - verifyStarted) / 1_000));
console.log(
  `checked ${verdict.entries} entries, ${verdict.signatures} signatures, ${verifyPerSecond} a second`,
);

const reading = new AuditReading({ store, clock: Date.now });
const kinds: Record<string, (i: number) => Parameters<AuditReading['page']>[0]> = {
  newest: () => ({ limit: 50 }),
  event: (i) => ({ limit: 50, event: EVENTS[i % EVENTS.length] }),
  person: (i) => ({ limit: 50, actorId: people[i % PEOPLE].userId ?? '' }),
  thing: (i) => ({ limit: 50, resourceId: `pt-${(i * 31) % 5_000}` }),
  address: (i) => ({ limit: 50, address: people[i % PEOPLE].address ?? '' }),
  'two filters': (i) => ({
    limit: 50,
    event: 'auth.failed',
    actorId: people[(i * 5) % PEOPLE].userId ?? '',
  }),
  'a common word': () => ({ limit: 50, q: 'fan' }),
  'rare words': (i) => ({ limit: 50, q: `pump ${i % 977} person-${i % PEOPLE}` }),
};
const all: number[] = [];
for (const [kind, query] of Object.entries(kinds)) {
  const times: number[] = [];
  for (let i = 0; i < SEARCHES / Object.keys(kinds).length; i++) {
    const begun = performance.now();
    const page = await reading.page(query(i));
    // The next page, too: paging must not get slower.
    if (page.nextCursor !== null) await reading.page({ ...query(i), cursor: page.nextCursor });
    times.push((performance.now() - begun) / (page.nextCursor === null ? 1 : 2));
  }
  all.push(...times);
  console.log(`search by ${kind}: p95 ${percentile(times, 0.95)} ms`);
}
const searchP95Ms = percentile(all, 0.95);
await store.stop();
rmSync(dataDir, { recursive: true });
console.log(JSON.stringify({ bench: 'audit', appendsPerSecond, verifyPerSecond, searchP95Ms }));
