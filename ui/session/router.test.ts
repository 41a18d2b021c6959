import { expect, test } from 'bun:test';
import { routeOf } from './router.ts';

const at = (path: string) => routeOf(new URL(path, 'https://hub.example'));

test('an address names its screen', () => {
  expect(at('/')).toEqual({ screen: 'plant' });
  expect(at('/point/pt_1')).toEqual({ screen: 'point', pointId: 'pt_1' });
  expect(at('/system')).toEqual({ screen: 'system' });
  expect(at('/setup#token=x')).toEqual({ screen: 'setup' });
  expect([at('/nothing'), at('/system/more'), at('/point/a/b')]).toEqual(
    Array(3).fill({ screen: 'unknown' }),
  );
});

test('after signing in one returns only to a path of this hub', () => {
  const to = (path: string) => at(`/sign-in?to=${encodeURIComponent(path)}`);
  expect(to('/point/pt_1?a=b')).toEqual({ screen: 'sign-in', to: '/point/pt_1?a=b' });
  for (const elsewhere of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'x:y']) {
    expect(to(elsewhere)).toEqual({ screen: 'sign-in', to: '/' });
  }
});
