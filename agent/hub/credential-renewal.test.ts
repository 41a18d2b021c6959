import { afterEach, beforeEach, expect, jest, test } from 'bun:test';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { CredentialRenewal } from './credential-renewal.ts';

const SECRET = 's'.repeat(43);
let happened: string[];
let isInCharge: boolean;
let obstacle: string | null;
let refusal: Error | null;
let renewal: CredentialRenewal;

beforeEach(() => {
  jest.useFakeTimers();
  happened = [];
  isInCharge = true;
  obstacle = refusal = null;
  renewal = new CredentialRenewal({
    api: {
      ask: async () => {
        happened.push('ask');
        if (refusal !== null) throw refusal;
        return Response.json({ password: SECRET });
      },
    },
    file: {
      offered: () => void happened.push('offered'),
      taken: () => void happened.push('taken'),
    },
    trial: async () => {
      happened.push('trial');
      return obstacle;
    },
    changeOver: () => void happened.push('change over'),
    isInCharge: () => isInCharge,
    hide: () => void happened.push('hide'),
    log: () => undefined,
  });
});
afterEach(() => {
  renewal.stop();
  jest.useRealTimers();
});

/** What waits for nothing but promises has happened. */
async function settled(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

test('the new secret is kept before it is tried, and is the only one after it was taken', async () => {
  renewal.told(true);
  await settled();
  expect(happened).toEqual(['ask', 'hide', 'offered', 'trial', 'taken', 'change over']);
  // Said again before the hub knows: nothing is done twice at a time.
  happened.length = 0;
  renewal.told(false);
  await settled();
  expect(happened).toEqual([]);
});

test('one that stands by leaves the credential to the one that works', async () => {
  isInCharge = false;
  renewal.told(true);
  await settled();
  expect(happened).toEqual([]);
  isInCharge = true;
  jest.advanceTimersByTime(1_000);
  await settled();
  expect(happened).toContain('taken');
});

test('a hub that is away is asked again', async () => {
  refusal = new TremoloError('hub_unreachable', 'Away.');
  renewal.told(true);
  await settled();
  expect(happened).toEqual(['ask']);
  refusal = null;
  jest.advanceTimersByTime(30_000);
  await settled();
  expect(happened.slice(1)).toEqual(['ask', 'hide', 'offered', 'trial', 'taken', 'change over']);
});
