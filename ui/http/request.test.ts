import { afterEach, describe, expect, spyOn, test } from 'bun:test';
import { z } from 'zod';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { RouteRow } from '#schemas/http/route-row';
import { HubProblem, request } from './request.ts';

const fetched = spyOn(globalThis, 'fetch');
afterEach(() => fetched.mockReset());

const row = (method: RouteRow['method'], path: string) =>
  ({ method, path, permission: 'public', tag: 'plant', summary: 'A route of the test.' }) as const;
const POINTS = { ...row('GET', '/points'), answer: z.strictObject({ n: z.number() }) };

function answer(status: number, body: unknown): void {
  fetched.mockResolvedValueOnce(
    new Response(body === undefined ? null : JSON.stringify(body), { status }),
  );
}
const problem = (code: string, status: number) => ({
  type: `/problems/${code}`,
  title: 'No',
  status,
  detail: 'It did not work.',
  code,
  correlationId: 'c-42',
});
async function failureOf(promise: Promise<unknown>): Promise<TremoloError> {
  try {
    await promise;
  } catch (error) {
    return error as TremoloError;
  }
  throw new Error('It did not fail.');
}

describe('a request', () => {
  test('fills the path and the query, and gives what the schema describes', async () => {
    answer(200, { n: 3 });
    const options = { params: { pointId: 'pt/1' }, query: { from: 1, to: 2 } };
    const trend = {
      ...POINTS,
      path: '/api/v1/points/:pointId/trend',
      params: z.object({ pointId: z.string() }),
      query: z.object({ from: z.coerce.number(), to: z.coerce.number() }),
    };
    expect(await request(trend, options)).toEqual({ n: 3 });
    expect(fetched.mock.calls[0][0]).toBe('/api/v1/points/pt%2F1/trend?from=1&to=2');
  });

  test('that takes a file sends it as it is, under the type that its row names', async () => {
    answer(200, { n: 1 });
    const upload = { ...POINTS, method: 'POST', takes: 'application/octet-stream' } as const;
    const file = new Blob(['picture']);
    expect(await request(upload, { file })).toEqual({ n: 1 });
    const sent = fetched.mock.calls[0][1];
    expect(sent?.body).toBe(file);
    expect(new Headers(sent?.headers).get('content-type')).toBe('application/octet-stream');
  });

  test('that changes something is JSON even without a body, and no answer is undefined', async () => {
    answer(204, undefined);
    expect(await request(row('DELETE', '/api/v1/session'))).toBeUndefined();
    expect(fetched.mock.calls[0][1]).toMatchObject({
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
    });
  });

  test('that is refused gives the reason of the hub', async () => {
    answer(401, problem('credentials_wrong', 401));
    const failure = await failureOf(request(row('POST', '/api/v1/session')));
    expect(failure).toBeInstanceOf(HubProblem);
    expect(failure).toMatchObject({
      code: 'credentials_wrong',
      status: 401,
      message: 'It did not work.',
    });
  });

  test('that fails by our fault carries the id for support', async () => {
    answer(500, problem('internal', 500));
    const failure = await failureOf(request(POINTS));
    expect(failure.message).toBe('It did not work. For support: c-42');
  });

  test('that reaches nobody, or an answer of another shape, is said in a sentence', async () => {
    fetched.mockRejectedValueOnce(new TypeError('refused'));
    expect((await failureOf(request(POINTS))).code).toBe('hub_unreachable');
    answer(200, { unexpected: true });
    const failure = await failureOf(request(POINTS));
    expect(failure.message).toStartWith('The hub answered something');
    answer(502, 'not a problem document');
    expect((await failureOf(request(POINTS))).code).toBe('internal');
  });
});
