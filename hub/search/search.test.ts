import { describe, expect, test } from 'bun:test';
import { maySomewhere } from '../access/may-somewhere.ts';
import { matchScore, wordsOf } from './match.ts';
import { type Found, Search, type SearchSource, type Seeker } from './search.ts';

const thing = (title: string, detail = '', atMs: number | null = null): Found => ({
  ...{ id: `id-${title}`, path: '/' },
  ...{ title, detail, atMs },
});
const source = (
  kind: SearchSource['kind'],
  needs: SearchSource['needs'],
  found: readonly Found[],
): SearchSource => ({ kind, needs, find: () => found });
const person = (...permissions: string[]) =>
  ({ permissions: new Set(permissions), inAreas: new Map() }) as unknown as Seeker;

const failures: string[] = [];
const over = (...sources: SearchSource[]) =>
  new Search({ sources, maySomewhere, failed: (kind) => failures.push(kind) });
const ask = (search: Search, q: string, who: Seeker, limit = 5) => search.find({ q, limit }, who);

describe('how well something fits', () => {
  const score = (q: string, title: string, detail = '') => matchScore(wordsOf(q), title, detail);
  test('the whole name before its beginning, before a word of it, before its inside', () => {
    const scores = ['pump', 'pump 7', 'feed pump', 'airpumps'].map((title) => score('pump', title));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(4);
  });
  test('every word has to be found, in the name or beside it', () => {
    expect(score('feed mill', 'Feed pump', 'Mill 2')).toBeGreaterThan(0);
    expect(score('feed kiln', 'Feed pump', 'Mill 2')).toBe(0);
  });
  test('accents, case and a sharp s do not matter; signs of patterns are signs', () => {
    expect(score('gross lufter', 'Große Lüfter')).toBeGreaterThan(0);
    expect(score('p-1(', 'Feed P-1(b)')).toBeGreaterThan(0);
    expect(score('.*', 'anything')).toBe(0);
  });
});

test('the kind with the best find comes first, and says whether there are more', async () => {
  const search = over(
    source('machine', 'plant:read', [thing('Old fan'), thing('Fan 1'), thing('Fan 2')]),
    source('person', 'user:read', [thing('fan')]),
  );
  const { groups } = await ask(search, 'fan', person('plant:read', 'user:read'), 2);
  expect(
    groups.map(({ kind, hits, isMore }) => [kind, hits.map(({ title }) => title), isMore]),
  ).toEqual([
    ['person', ['fan'], false],
    ['machine', ['Fan 1', 'Fan 2'], true],
  ]);
});

test('nobody finds what he may not see', async () => {
  const search = over(source('person', 'user:read', [thing('Ada')]));
  expect((await ask(search, 'ada', person('plant:read'))).groups).toEqual([]);
});

test('a right in a part of the plant opens only the kinds that look at the part', async () => {
  const there = { ...source('machine', 'plant:read', [thing('Ada')]), within: true } as const;
  const search = over(there, source('person', 'user:read', [thing('Ada')]));
  const inHall = new Map([['nd_hall', new Set(['plant:read', 'user:read'])]]);
  const who = { ...person(), inAreas: inHall } as unknown as Seeker;
  expect((await ask(search, 'ada', who)).groups.map(({ kind }) => kind)).toEqual(['machine']);
  expect((await ask(search, 'ada', person())).groups).toEqual([]);
});

test('a kind that fails is named, and the others are there', async () => {
  const search = over(
    {
      ...{ kind: 'job', needs: 'job:read' },
      find: () => Promise.reject(new Error('the store is away')),
    },
    source('machine', 'plant:read', [thing('Fan')]),
  );
  const answer = await ask(search, 'fan', person('plant:read', 'job:read'));
  expect(answer.failed).toEqual(['job']);
  expect(answer.groups).toHaveLength(1);
  expect(failures).toEqual(['job']);
});

test('of what happened and fits equally the latest comes first', async () => {
  const alarms = [thing('Fan', 'a', 1), thing('Fan', 'a', 3), thing('Fan', 'a', 2)];
  const { groups } = await ask(
    over(source('alarm', 'alarm:read', alarms)),
    'fan',
    person('alarm:read'),
  );
  expect(groups[0]!.hits.map(({ atMs }) => atMs)).toEqual([3, 2, 1]);
});
