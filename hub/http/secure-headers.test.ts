import { expect, test } from 'bun:test';
import { Hono } from 'hono';
import { hubHeaders } from './secure-headers.ts';

const app = new Hono();
app.use(hubHeaders(false));
app.get('*', (context) => context.text('x'));
const policy = async (path: string) =>
  (await app.request(path)).headers.get('content-security-policy') ?? '';

test('only the script that computes spectra may compile WebAssembly, and nothing may evaluate text', async () => {
  expect(await policy('/assets/signal-worker-rw7kr6ah.js')).toContain("'wasm-unsafe-eval'");
  for (const path of [
    '/',
    '/analysis',
    '/assets/main-8200166x.js',
    '/assets/signal-worker-a.js/x',
    '/assets/x/signal-worker-a.js',
    '/api/v1/trends',
  ]) {
    expect(await policy(path)).not.toContain('unsafe');
  }
  expect(await policy('/assets/signal-worker-rw7kr6ah.js')).not.toContain("'unsafe-eval'");
});
