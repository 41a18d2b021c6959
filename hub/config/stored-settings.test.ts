import { expect, test } from 'bun:test';
import { LimitSettings } from '#schemas/config/site-settings';
import type { Log } from '../log.ts';
import { storedSettings } from './stored-settings.ts';

const told: unknown[] = [];
const log = { warn: (_: string, facts: unknown) => told.push(facts) } as unknown as Log;

test('what a site had set and this version takes no longer is at its default, named, and the rest as it was', () => {
  const perKey = { perHour: 7, burst: 7 };
  const body = { perKey, perPerson: { perHour: 1, burst: 1 }, perPlanet: 1 };
  const { perPerson } = LimitSettings.parse({});
  expect(storedSettings('limits', body, log)).toMatchObject({ perKey, perPerson });
  expect(told).toEqual([{ section: 'limits', names: 'perPerson, perPlanet' }]);
});

test('what fits is left alone', () => {
  told.length = 0;
  const body = LimitSettings.parse({ perPerson: { perHour: 600, burst: 60 } });
  expect(storedSettings('limits', body, log)).toEqual(body);
  expect(told).toEqual([]);
});
