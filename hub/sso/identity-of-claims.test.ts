import { expect, test } from 'bun:test';
import { type OidcProvider, SsoSettings } from '#schemas/config/site-settings';
import { mappingFor } from './admission.ts';
import { groupsOf, identityOfClaims, isProvenTwice } from './identity-of-claims.ts';

function provider(change: Partial<OidcProvider>): OidcProvider {
  const usual = { key: 'p', name: 'P', issuer: 'https://id.example', clientId: 'c' };
  const [made] = SsoSettings.parse({ oidc: [{ ...usual, ...change }] }).oidc;
  if (made === undefined) throw new Error('There is no provider.');
  return made;
}

const identity = (change: Partial<OidcProvider>, claims: Record<string, unknown>) =>
  identityOfClaims(provider(change), { issuer: 'https://id.example', subject: 's', claims });

const admits = (change: Partial<OidcProvider>, claims: Record<string, unknown>) =>
  mappingFor(provider(change), identity(change, claims), claims).createAccounts;

test('an address counts as confirmed by the provider’s word only', () => {
  const email = 'a@plant.example';
  expect(identity({}, { email, email_verified: true }).emailVerified).toBe(true);
  expect(identity({}, { email, email_verified: 'true' }).emailVerified).toBe(true);
  for (const word of [false, undefined, 'false', 'yes', 0, null]) {
    expect(identity({}, { email, email_verified: word }).emailVerified).toBe(false);
  }
  expect(identity({ confirmsEmails: true }, { email }).emailVerified).toBe(true);
});

test('Microsoft proves an address by the domain, Google by its own directory', () => {
  const email = 'a@plant.example';
  const microsoft = (claims: object) =>
    identity({ preset: 'microsoft' }, { email, ...claims }).emailVerified;
  expect(microsoft({ email_verified: true })).toBe(false);
  expect(microsoft({ xms_edov: true })).toBe(true);
  const google = (claims: object) =>
    identity({ preset: 'google' }, { email, email_verified: true, ...claims }).emailVerified;
  expect(google({})).toBe(false);
  expect(google({ hd: 'plant.example' })).toBe(true);
  expect(google({ email: 'a@gmail.com' })).toBe(true);
  expect(google({ email: 'a@gmail.com', email_verified: false })).toBe(false);
});

test('somebody of Microsoft is known by the directory’s own number, whichever application asks', () => {
  expect(identity({ preset: 'microsoft' }, { oid: 'o-1' }).subject).toBe('o-1');
  expect(identity({ preset: 'microsoft' }, {}).subject).toBe('s');
  expect(identity({}, { oid: 'o-1' }).subject).toBe('s');
});

test('groups are words, under the claim’s name or along its path', () => {
  expect(groupsOf({ groups: ['a', 3, null, 'b'] }, 'groups')).toEqual(['a', 'b']);
  expect(groupsOf({ groups: 'a' }, 'groups')).toEqual(['a']);
  expect(groupsOf({ 'https://x.example/roles': ['a'] }, 'https://x.example/roles')).toEqual(['a']);
  expect(groupsOf({ realm_access: { roles: ['a'] } }, 'realm_access.roles')).toEqual(['a']);
  expect(groupsOf({}, 'constructor.name')).toEqual([]);
  expect(groupsOf({ groups: Array(2_000).fill('a') }, 'groups')).toHaveLength(1_000);
});

test('a second factor is the provider’s only when it says so, or the site does', () => {
  expect(isProvenTwice(provider({}), { amr: ['pwd', 'mfa'] })).toBe(true);
  expect(isProvenTwice(provider({}), { amr: ['pwd'] })).toBe(false);
  expect(isProvenTwice(provider({}), { amr: 'mfa' })).toBe(false);
  expect(isProvenTwice(provider({ asksSecondFactor: true }), {})).toBe(true);
});

test('accounts are made for whoever a company’s own provider knows', () => {
  expect(admits({}, {})).toBe(true);
  expect(admits({ createAccounts: false }, {})).toBe(false);
});

test('of a provider that is open to anybody, only for members of a group or of the site’s domains', () => {
  const google = { preset: 'google' as const };
  const roleOfGroup = [{ group: 'shift', role: 'operator' }];
  expect(admits(google, { email: 'a@gmail.com', email_verified: true })).toBe(false);
  expect(admits({ ...google, roleOfGroup }, { groups: ['shift'] })).toBe(true);
  expect(admits({ ...google, roleOfGroup }, { groups: ['others'] })).toBe(false);
  const ours = { ...google, emailDomains: ['plant.example'] };
  expect(admits(ours, { hd: 'Plant.example' })).toBe(true);
  // Whoever left keeps an account with the company’s address, but is not in its directory any more.
  expect(admits(ours, { email: 'a@plant.example', email_verified: true })).toBe(false);
});

test('a domain is the whole of what follows the last @', () => {
  const ours = { emailDomains: ['plant.example'] };
  const from = (email: string, email_verified = true) => admits(ours, { email, email_verified });
  expect(from('a@plant.example')).toBe(true);
  expect(from('a@PLANT.example')).toBe(true);
  expect(from('a@plant.example', false)).toBe(false);
  expect(from('a@sub.plant.example')).toBe(false);
  expect(from('"a@plant.example"@evil.example')).toBe(false);
});
