import { expect, test } from 'bun:test';
import { AuditRow } from '#schemas/audit/audit-row';
import { AuditTail, TAIL_ROWS } from './audit-tail.ts';

const row = (seq: number) =>
  AuditRow.parse({
    seq,
    atMs: seq,
    event: 'auth.signed_in',
    says: 'Somebody signed in',
    severity: 'info',
    outcome: 'done',
    actorId: null,
    actorName: null,
    actorRole: null,
    impersonatorId: null,
    address: null,
    resourceType: 'session',
    resourceId: null,
    subjectName: null,
  });
const rows = (from: number, n: number) => Array.from({ length: n }, (_, i) => row(from + i));
const seqs = (tail: AuditTail) => tail.rows.value.map(({ seq }) => seq);

test('the newest stands in front', () => {
  const tail = new AuditTail();
  tail.take(rows(1, 2));
  tail.take(rows(3, 2));
  expect(seqs(tail)).toEqual([4, 3, 2, 1]);
});

test('however many come, only the newest are shown', () => {
  const tail = new AuditTail();
  for (let from = 1; from < 10_000; from += 200) tail.take(rows(from, 200));
  expect(tail.rows.value).toHaveLength(TAIL_ROWS);
  expect(seqs(tail)[0]).toBe(10_000);
});

test('paused, nothing moves; going on shows what came meanwhile', () => {
  const tail = new AuditTail();
  tail.take(rows(1, 1));
  tail.pause();
  tail.take(rows(2, 2));
  expect([seqs(tail), tail.held.value]).toEqual([[1], 2]);
  tail.resume();
  expect([seqs(tail), tail.held.value]).toEqual([[3, 2, 1], 0]);
  tail.clear();
  expect(seqs(tail)).toEqual([]);
});
