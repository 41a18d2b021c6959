import { describe, expect, test } from 'bun:test';
import { strengthOf } from './password-strength.ts';

describe('a common password', () => {
  test.each(['Passw0rd2024!', 'Welcome2026!', '2026-Dragon', 'Tremolo2026!', 'Ch@ngeme123!'])(
    'is known with what is usually added to it: %s',
    (password) => expect(strengthOf(password, []).isCommon).toBe(true),
  );
  test.each(['seven violet tractors', 'dragon-83-fly-1', 'monkey 8471-2206-93', '8471220693'])(
    'is not any that holds such a word: %s',
    (password) => expect(strengthOf(password, []).isCommon).toBe(false),
  );
});
