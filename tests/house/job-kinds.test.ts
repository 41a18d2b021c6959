import { expect, test } from 'bun:test';
import { z } from 'zod';
import type { JobKind } from '#schemas/jobs/job-kind';
import { JOB_KINDS } from '#schemas/jobs/job-kinds';
import { measureOf } from '../../ui/screens/jobs/measure.ts';
import { fieldWord as german, kindSentence } from '../../ui/text/de/job-fields.ts';
import { piecesOf } from '../../ui/text/foreign.ts';
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

/** The same in both languages. */
const ALIKE = ['AUROC', 'F1', 'Name', 'SHA-256', 'Training', 'Version'];

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** The fields of a schema, those of its parts included, with what is said of each. */
function fieldsOf({ properties = {}, items }: Schema): [name: string, says: string | null][] {
  const own = Object.entries(properties).flatMap(([name, of]) => [
    [name, of.description ?? null] as [string, string | null],
    ...fieldsOf(of),
  ]);
  return items === undefined ? own : [...own, ...fieldsOf(items)];
}

test('what a kind of job is, what it is given and what it tells has words in German', () => {
  const left: string[] = [];
  for (const kind of Object.values<JobKind>(JOB_KINDS)) {
    const parts = [kind.arguments, kind.progress, kind.result];
    const fields = parts.flatMap((part) =>
      fieldsOf(z.toJSONSchema(part, { io: 'input' }) as Schema),
    );
    const sentences = [kind.says, ...fields.flatMap(([, says]) => says ?? [])];
    left.push(...sentences.filter((one) => piecesOf(kindSentence(one))[0]?.isForeign));
    const names = fields.map(([name]) => name).filter((name) => name !== 'bytes');
    const words = names.map((name) => measureOf(name).label);
    const isGerman = (english: string, i: number) =>
      ALIKE.includes(english) || ownWord(names[i] ?? '') !== english;
    left.push(...words.filter((english, i) => !isGerman(english, i)));
  }
  expect([...new Set(left)]).toEqual([]);
});

/** Without the unit that a name ends with. */
const ownWord = (name: string) =>
  german(name.replace(/(PerSecond|Ms|(?<=[a-z])S|Mb|Hz|Share)$/, ''));
