import { expect, test } from 'bun:test';
import { Router, routeOf } from './router.ts';

const at = (path: string) => routeOf(new URL(path, 'https://hub.example'));

test('an address names its screen', () => {
  expect(at('/')).toEqual({ screen: 'plant' });
  expect(at('/point/pt_1')).toEqual({ screen: 'point', pointId: 'pt_1' });
  expect(at('/points/pt_1')).toEqual({ screen: 'point', pointId: 'pt_1' });
  expect(at('/machines/nd_1?x=y')).toEqual({ screen: 'machine', nodeId: 'nd_1' });
  expect([at('/plant/edit'), at('/wall?node=nd_1')]).toEqual([
    { screen: 'plant-editor' },
    { screen: 'wall' },
  ]);
  expect(at('/system')).toEqual({ screen: 'system' });
  expect(at('/fleet')).toEqual({ screen: 'fleet', at: [] });
  expect(at('/fleet/agent-1/gpus/0')).toEqual({ screen: 'fleet', at: ['agent-1', 'gpus', '0'] });
  expect(at('/setup#token=x')).toEqual({ screen: 'setup' });
  expect([at('/nothing'), at('/system/more'), at('/point/a/b')]).toEqual(
    Array(3).fill({ screen: 'unknown' }),
  );
});

test('after signing in one returns only to a path of this hub', () => {
  const to = (path: string) => at(`/sign-in?to=${encodeURIComponent(path)}`);
  expect(to('/point/pt_1?a=b')).toEqual({ screen: 'sign-in', to: '/point/pt_1?a=b' });
  for (const elsewhere of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/.//evil.example',
    'x:y',
  ]) {
    expect(to(elsewhere)).toEqual({ screen: 'sign-in', to: '/' });
  }
});

/** A window with an address and listeners, and nothing else. */
function fakeWindow() {
  const location = new URL('https://hub.example/settings/profile');
  const listeners = new Map<string, (event: { preventDefault(): void }) => void>();
  const steps: string[] = [];
  const move = (path: string) => {
    const { pathname, search } = new URL(path, location);
    Object.assign(location, { pathname, search });
  };
  const window = {
    location,
    document: { addEventListener: () => undefined },
    history: {
      pushState: (_: null, __: string, path: string) => {
        steps.push(path);
        move(path);
      },
      replaceState: (_: null, __: string, path: string) => move(path),
    },
    scrollTo: () => undefined,
    addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
  };
  return { window: window as unknown as Window, location, listeners, steps, move };
}

test('a form with changes is left only by who agrees; the back button is taken back meanwhile', async () => {
  const { window, location, listeners, move } = fakeWindow();
  let asked = 0;
  let answer: (yes: boolean) => void = () => undefined;
  const router = new Router(window, () => {
    asked++;
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  const answered = (yes: boolean) => {
    answer(yes);
    // What waits for the answer goes on before the next turn of the event loop.
    return new Promise((done) => setImmediate(done));
  };
  router.start();
  let isDirty = true;
  const release = router.hold(() => isDirty);
  router.go('/system');
  await answered(false);
  expect([asked, location.pathname]).toEqual([1, '/settings/profile']);

  move('/');
  listeners.get('popstate')?.({ preventDefault: () => undefined });
  expect(location.pathname).toBe('/settings/profile');
  // While that question is open there is no other.
  router.go('/system');
  await answered(false);
  expect([asked, location.pathname]).toEqual([2, '/settings/profile']);
  router.go('/system');
  await answered(true);
  expect([asked, location.pathname]).toEqual([3, '/system']);

  let isHeldUp = false;
  const unload = { preventDefault: () => (isHeldUp = true) };
  listeners.get('beforeunload')?.(unload);
  expect(isHeldUp).toBe(true);
  isHeldUp = false;
  isDirty = false;
  listeners.get('beforeunload')?.(unload);
  expect(isHeldUp).toBe(false);
  isDirty = true;
  release();
  router.go('/');
  expect([asked, location.pathname]).toEqual([3, '/']);
});
