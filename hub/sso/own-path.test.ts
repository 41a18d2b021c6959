import { expect, test } from 'bun:test';
import { ownPath } from './own-path.ts';

test('a screen of this site stays as it was asked for', () => {
  expect(ownPath('/point/pt_1?tab=trend')).toBe('/point/pt_1?tab=trend');
  expect(ownPath('/')).toBe('/');
});

test.each([
  undefined,
  '',
  'point/1',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/api/v1/auth/logout',
  '/./api/v1/users',
])('%p leads to the first page', (to) => {
  expect(ownPath(to)).toBe('/');
});
