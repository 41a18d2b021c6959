import { expect, test } from 'bun:test';
import { JOB_KINDS } from '#schemas/jobs/job-kinds';
import { projectFiles } from './source-files.ts';

test('every kind of job has its schemas and its folder on the agent, and nothing else has one', () => {
  const kinds = Object.keys(JOB_KINDS).sort();
  const schemas = projectFiles('schemas/jobs/kinds').flatMap((path) => {
    const name = /kinds\/([a-z0-9-]+)\.ts$/.exec(path)?.[1];
    return name === undefined ? [] : [name];
  });
  expect(schemas.sort()).toEqual(kinds);
  const runs = projectFiles('agent/jobs/kinds').flatMap((path) => {
    const name = /kinds\/([a-z0-9-]+)\/run\.ts$/.exec(path)?.[1];
    return name === undefined ? [] : [name];
  });
  expect(runs.sort()).toEqual(kinds);
});
