import { expect, test } from 'bun:test';
import { ALARM_ROUTES } from '#schemas/http/alarms';
import { JOB_ROUTES } from '#schemas/http/jobs';
import { ACKNOWLEDGE_WAITING, SUBMIT_WAITING } from './send-waiting.ts';

test('what waited is sent where jobs are submitted', () => {
  const { method, path, permission, idempotent } = JOB_ROUTES.submitJob;
  expect(SUBMIT_WAITING).toMatchObject({ method, path, permission, idempotent });
});

test('acknowledgements that waited are sent where alarms are acknowledged', () => {
  const { method, path, permission, answer } = ALARM_ROUTES.acknowledgeAlarms;
  expect(ACKNOWLEDGE_WAITING).toMatchObject({ method, path, permission });
  expect(Object.keys(ACKNOWLEDGE_WAITING.answer.shape)).toEqual(Object.keys(answer.shape));
});
