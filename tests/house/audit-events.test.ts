import { expect, test } from 'bun:test';
import { AUDIT_EVENTS } from '#schemas/audit/events';
import { read, sourceFiles } from './source-files.ts';

const hub = sourceFiles().filter((path) => path.startsWith('hub/') && !path.includes('.test.'));

test('every event of the audit trail is recorded somewhere in the hub', () => {
  const text = hub.map(read).join('\n');
  const silent = Object.keys(AUDIT_EVENTS).filter((event) => !text.includes(`'${event}'`));
  expect(silent).toEqual([]);
});

test('what the hub records beside a change goes through the store’s one way, never as SQL of its own', () => {
  const own = hub.filter((path) => /INSERT INTO audit\s+VALUES/i.test(read(path)));
  expect(own).toEqual(['hub/store/audit-record.ts']);
});
