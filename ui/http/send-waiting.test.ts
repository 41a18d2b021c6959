import { expect, test } from 'bun:test';
import { JOB_ROUTES } from '#schemas/http/jobs';
import { SUBMIT_WAITING } from './send-waiting.ts';

test('what waited is sent where jobs are submitted', () => {
  const { method, path, permission, idempotent } = JOB_ROUTES.submitJob;
  expect(SUBMIT_WAITING).toMatchObject({ method, path, permission, idempotent });
});
