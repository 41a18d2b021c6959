import { expect, test } from 'bun:test';
import { backFromProvider } from './back-from-provider.ts';

test('a known problem is understood, an invented one is not', () => {
  expect(backFromProvider('#sso=expired')).toEqual({ kind: 'problem', problem: 'expired' });
  expect(backFromProvider('#sso=<script>')).toBeNull();
  expect(backFromProvider('')).toBeNull();
});

test('the question for a second factor needs its challenge and a method that there is', () => {
  expect(backFromProvider('#challenge=abc&methods=totp%2Cbackup%2Cfax')).toEqual({
    kind: 'second_factor',
    challenge: 'abc',
    methods: ['totp', 'backup'],
  });
  expect(backFromProvider('#challenge=abc&methods=fax')).toBeNull();
  expect(backFromProvider('#methods=totp')).toBeNull();
});
