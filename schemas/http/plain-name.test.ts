import { describe, expect, test } from 'bun:test';
import { PLAIN_NAME } from './plain-name.ts';

describe('a name in one line', () => {
  test.each([
    'Zoë Müller',
    'محمد علی',
    'علی‌رضا',
    'שרה כהן',
    '李小龍',
    '👩‍👩‍👧‍👦',
    'O\'Brien; "Bob"',
  ])('may be %s', (name) => expect(PLAIN_NAME.test(name)).toBe(true));
  test.each([
    ['a line break', 'Ada\nBcc: all'],
    ['a mark that turns the direction', 'Ada\u202etxt.exe'],
    ['an isolate', 'Ada\u2066'],
    ['a null', 'Ada\0'],
    ['nothing that one sees', '\u200d\u200c'],
    ['spaces alone', '\u2003'],
  ])('may not hold %s', (_, name) => expect(PLAIN_NAME.test(name)).toBe(false));
});
