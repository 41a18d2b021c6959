import { expect, test } from 'bun:test';
import { auditEvents as english } from '../../../text/audit-events.ts';
import { auditEvents as german } from '../../../text/de/audit-events.ts';
import { titledEvents } from './titled-events.ts';

test('words of a title mean its event, in the language of the reader', () => {
  const also = 'password.changed';
  expect(titledEvents('Ein Passwort wurde geändert', german)).toEqual({ also });
  expect(titledEvents('PASSWORT geandert', german)).toEqual({ also });
  expect(titledEvents('A password was changed', english)).toEqual({ also });
});

test('other words have to stand in the entry', () => {
  expect(titledEvents('passwort geändert Ida', german)).toEqual({
    also: 'password.changed',
    alsoQ: 'ida',
  });
});

test('what no title says, what stands in nearly all of them, and words of different titles mean no event', () => {
  for (const q of ['', '10.0.0.2', 'wurde', 'Anlagenbaum Passwort']) {
    expect(titledEvents(q, german)).toEqual({});
  }
});
