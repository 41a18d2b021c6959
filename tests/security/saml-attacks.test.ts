import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAML_ROUTES } from '#schemas/http/sso';
import { BrowserSession } from '../rig/browser-session.ts';
import { SamlBox } from './saml-box.ts';
import { makeSamlKey } from './saml-certificate.ts';
import { newXmlId, type ResponseParts, type Signing } from './saml-idp.ts';
import { EVIL_SUBJECT, WRAP_NUMBERS, WRAPS_RESPONSE, wrapped } from './saml-wrapping.ts';

const MINUTE_MS = 60_000;
const NOT_PROVEN = '/sign-in#sso=not_proven';
const ELSEWHERE = 'https://elsewhere.example/acs';

let box: SamlBox;

beforeAll(async () => {
  box = await SamlBox.start();
});
afterAll(() => box?.stop());

/** What the audit trail says of the sign-in that just failed. */
const lastReason = async () => (await box.reasons()).at(-1);

/** Sends an answer in the browser that asked for it; nobody must come of it. */
async function refused(
  make: (asked: Awaited<ReturnType<SamlBox['begin']>>['asked']) => string,
): Promise<{ location: string; why: string | undefined }> {
  const begun = await box.begin();
  const location = await box.arrive(begun, make(begun.asked));
  expect(await box.whoIs(begun.browser)).toBeNull();
  return { location, why: await lastReason() };
}

const answer = (changes: Partial<ResponseParts>, signing?: Signing) =>
  refused((asked) => box.idp.respond(asked, changes, signing));

test('the same answer without anything wrong is taken', async () => {
  expect((await box.signIn()).location).toBe('/');
});

describe('signatures', () => {
  test('one of another key is refused, though its own certificate comes along', async () => {
    const key = makeSamlKey('idp.plant.example');
    for (const what of [['assertion'], ['assertion', 'response']] as const) {
      const made = await refused((asked) => {
        const xml = box.idp.respond(asked, {}, { what, key });
        expect(xml).toContain('<X509Certificate>');
        return xml;
      });
      expect(made).toEqual({ location: NOT_PROVEN, why: 'signature_wrong' });
    }
  });

  test('none, or only one of the response, is refused', async () => {
    for (const what of [[], ['response']] as const) {
      expect(await answer({}, { what })).toEqual({ location: NOT_PROVEN, why: 'signature_wrong' });
    }
  });

  test('a wrong one of the response is refused, though that of the assertion is right', async () => {
    const made = await refused((asked) =>
      box.idp
        .respond(asked, {}, { what: ['assertion', 'response'] })
        .replace('<samlp:Status>', '<samlp:Status ID="x">'),
    );
    expect(made).toEqual({ location: NOT_PROVEN, why: 'signature_wrong' });
  });

  test.each([
    ['the subject', '>u-1001<', '>u-9999<'],
    ['the groups', '>operators<', '>maintainers<'],
    ['the audience', '<saml:Audience>', '<saml:Audience> '],
    ['the signature itself', '<SignatureValue>', '<SignatureValue>AAAA'],
  ])('an assertion with %s altered after it was signed is refused', async (_, from, to) => {
    const made = await refused((asked) => {
      const xml = box.idp.respond(asked);
      expect(xml).toContain(from);
      return xml.replace(from, to);
    });
    expect(made).toEqual({ location: NOT_PROVEN, why: 'signature_wrong' });
  });

  test.each([
    ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', undefined],
    [undefined, 'http://www.w3.org/2000/09/xmldsig#sha1'],
  ])('SHA-1 is refused (%p, %p)', async (algorithm, digest) => {
    const signing = { what: ['assertion'] as const, algorithm, digest };
    expect(await answer({}, signing)).toEqual({ location: NOT_PROVEN, why: 'algorithm_refused' });
  });

  test('a key that is no secret does not make a signature: no HMAC with the certificate', async () => {
    const hmac = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
    const made = await refused((asked) =>
      box.idp.respond(asked).replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', hmac),
    );
    expect(made).toEqual({ location: NOT_PROVEN, why: 'algorithm_refused' });
  });

  test('a signature that could mean two elements is refused', async () => {
    const assertionId = newXmlId();
    const made = await refused((asked) =>
      box.idp
        .respond(asked, { assertionId })
        .replace('<samlp:Status>', `<samlp:Extensions ID="${assertionId}"/><samlp:Status>`),
    );
    expect(made).toEqual({ location: NOT_PROVEN, why: 'signature_wrong' });
  });

  test('a second algorithm under a prefix does not hide the first', async () => {
    const made = await refused((asked) =>
      box.idp
        .respond(
          asked,
          {},
          { what: ['assertion'], algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' },
        )
        .replace(
          'SignatureMethod Algorithm=',
          'SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" xmlns:x="urn:x" x:Algorithm=',
        ),
    );
    expect(made).toEqual({ location: NOT_PROVEN, why: 'algorithm_refused' });
  });

  test.each(WRAP_NUMBERS)('wrapping a signed element away (XSW%p) is refused', async (number) => {
    const what = WRAPS_RESPONSE.includes(number)
      ? (['assertion', 'response'] as const)
      : (['assertion'] as const);
    const made = await refused((asked) => {
      const xml = wrapped(box.idp.respond(asked, {}, { what }), number);
      expect(xml).toContain(EVIL_SUBJECT);
      expect(xml).toContain('u-1001');
      return xml;
    });
    expect(made).toEqual({ location: NOT_PROVEN, why: 'assertion_count' });
  });

  test('two assertions are refused, both signed', async () => {
    const made = await refused((asked) => {
      const [first, second] = ['u-1', 'u-2'].map((nameId) => box.idp.respond(asked, { nameId }));
      const assertion = /<saml:Assertion .*<\/saml:Assertion>/s.exec(second)?.[0] ?? '';
      return first.replace('</samlp:Response>', `${assertion}</samlp:Response>`);
    });
    expect(made).toEqual({ location: NOT_PROVEN, why: 'assertion_count' });
  });
});

describe('for whom and for what', () => {
  test.each<[string, Partial<ResponseParts>, string]>([
    [
      'more than one audience, none of them ours',
      { audience: `${ELSEWHERE}</saml:Audience><saml:Audience>x` },
      'audience_wrong',
    ],
    ['another audience', { audience: ELSEWHERE }, 'audience_wrong'],
    ['no audience', { audience: null }, 'audience_wrong'],
    ['another recipient', { recipient: ELSEWHERE }, 'recipient_wrong'],
    ['another destination', { destination: ELSEWHERE }, 'destination_wrong'],
    ['another request', { requestId: newXmlId() }, 'request_wrong'],
    ['another request inside', { confirmedRequestId: newXmlId() }, 'request_wrong'],
    ['no request', { requestId: null, confirmedRequestId: null }, 'request_wrong'],
    ['no request inside', { confirmedRequestId: null }, 'request_wrong'],
    ['another issuer', { issuer: 'https://other.example' }, 'issuer_wrong'],
    ['another issuer outside', { responseIssuer: 'https://other.example' }, 'issuer_wrong'],
    ['a condition unknown', { conditions: '<saml:Condition/>' }, 'conditions_wrong'],
    ['no bearer', { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' }, 'recipient_wrong'],
    [
      'a transient subject',
      { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
      'subject_wrong',
    ],
    ['no subject', { nameId: '' }, 'subject_wrong'],
  ])('an answer with %s is refused', async (_, changes, why) => {
    expect(await answer(changes)).toEqual({ location: NOT_PROVEN, why });
  });

  test('a response signed for nobody in particular is refused', async () => {
    const made = await answer({ destination: null }, { what: ['assertion', 'response'] });
    expect(made).toEqual({ location: NOT_PROVEN, why: 'destination_wrong' });
  });
});

describe('times', () => {
  const nowMs = () => box.people.clock.nowMs;

  test('an assertion that is over, too old or of the future is refused, one within a minute is not', async () => {
    const over = { notOnOrAfterMs: nowMs() - 2 * MINUTE_MS };
    expect(await answer(over)).toEqual({ location: '/sign-in#sso=expired', why: 'expired' });
    const confirmed = { confirmedUntilMs: nowMs() - 2 * MINUTE_MS };
    expect((await answer(confirmed)).why).toBe('expired');
    const old = { issuedMs: nowMs() - 12 * MINUTE_MS, notOnOrAfterMs: nowMs() + 60 * MINUTE_MS };
    expect((await answer(old)).why).toBe('expired');
    const early = { notBeforeMs: nowMs() + 2 * MINUTE_MS };
    expect(await answer(early)).toEqual({ location: NOT_PROVEN, why: 'not_yet_valid' });
    expect((await answer({ issuedMs: nowMs() + 2 * MINUTE_MS })).why).toBe('not_yet_valid');
    const skewed = {
      notBeforeMs: nowMs() + MINUTE_MS / 2,
      confirmedUntilMs: nowMs() - MINUTE_MS / 2,
    };
    expect((await box.signIn(skewed)).location).toBe('/');
  });

  test('an answer that comes when the sign-in was begun too long ago is refused', async () => {
    const begun = await box.begin();
    const xml = box.idp.respond(begun.asked);
    box.people.clock.nowMs += 11 * MINUTE_MS;
    expect(await box.arrive(begun, xml)).toBe('/sign-in#sso=expired');
    expect(await lastReason()).toBe('not_begun');
  });
});

describe('once, and in one browser', () => {
  test('an answer that is sent a second time is refused', async () => {
    const begun = await box.begin();
    const xml = box.idp.respond(begun.asked);
    expect(await box.arrive(begun, xml)).toBe('/');
    const other = new BrowserSession(box.people.origin);
    expect(await box.arrive({ ...begun, browser: other }, xml)).toBe('/sign-in#sso=expired');
    expect(await lastReason()).toBe('not_begun');
  });

  test('an assertion that was taken is refused in the answer to another request', async () => {
    const assertionId = newXmlId();
    expect((await box.signIn({ assertionId })).location).toBe('/');
    expect(await answer({ assertionId })).toEqual({ location: NOT_PROVEN, why: 'replayed' });
  });

  test('an answer without a sign-in that waits for it is refused: nobody is signed in by a link of the provider', async () => {
    const { asked } = await box.begin();
    for (const relayState of ['', 'guess', asked.relayState.slice(0, -1)]) {
      const response = await box.post(box.idp.respond(asked), relayState);
      expect(response.headers.get('location')).toBe('/sign-in#sso=expired');
      expect(await lastReason()).toBe('not_begun');
    }
  });

  test('the answer that one browser asked for opens nothing in another, nor in the first after that', async () => {
    const { browser, asked } = await box.begin();
    const response = await box.post(box.idp.respond(asked), asked.relayState);
    const finish = response.headers.get('location') ?? '';
    expect(finish).toStartWith(SAML_ROUTES.samlFinish.path);
    expect(response.headers.getSetCookie()).toEqual([]);
    // The victim has a sign-in of its own on the way: its cookie does for that and for nothing else.
    const { browser: victim } = await box.begin();
    const lured = await victim.visit(finish);
    expect(lured.headers.get('location')).toBe('/sign-in#sso=expired');
    expect(await lastReason()).toBe('other_browser');
    expect(await box.whoIs(victim)).toBeNull();
    await browser.visit(finish);
    expect(await box.whoIs(browser)).toBeNull();
  });

  test('a ticket opens one session', async () => {
    const { browser, asked } = await box.begin();
    const response = await box.post(box.idp.respond(asked), asked.relayState);
    const finish = response.headers.get('location') ?? '';
    const cookie = browser.cookie;
    const visits = await Promise.all(
      [1, 2, 3].map(() =>
        fetch(box.people.origin + finish, { headers: { cookie }, redirect: 'manual' }),
      ),
    );
    const locations = visits.map(({ headers }) => headers.get('location')).sort();
    expect(locations).toEqual(['/', '/sign-in#sso=expired', '/sign-in#sso=expired']);
  });

  test('what was on its way, and which assertions were taken, a restart does not bring back', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-saml-'));
    try {
      const before = await SamlBox.start({ dataDir });
      const assertionId = newXmlId();
      const taken = await before.signIn({ assertionId });
      expect(taken.location).toBe('/');
      const begun = await before.begin();
      const xml = before.idp.respond(begun.asked);
      await before.stop();
      const after = await SamlBox.start({ dataDir, idp: before.idp });
      try {
        const response = await after.post(xml, begun.asked.relayState);
        expect(response.headers.get('location')).toBe('/sign-in#sso=expired');
        expect((await after.signIn({ assertionId })).location).toBe(NOT_PROVEN);
        expect((await after.reasons()).slice(-2)).toEqual(['not_begun', 'replayed']);
        expect((await after.signIn()).location).toBe('/');
      } finally {
        await after.stop();
      }
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

describe('the document', () => {
  test('a comment within the subject does not cut it short', async () => {
    const nameId = 'admin@plant.example<!-- -->.evil.example';
    expect(await answer({ nameId })).toEqual({ location: NOT_PROVEN, why: 'markup_refused' });
    const split = await refused((asked) =>
      box.idp
        .respond(asked, { nameId: 'admin@plant.example.evil.example' })
        .replace('admin@plant.example.evil', 'admin@plant.example<!-- -->.evil'),
    );
    expect(split).toEqual({ location: NOT_PROVEN, why: 'markup_refused' });
  });

  test.each([
    ['a document type', '<!DOCTYPE x>'],
    ['entities that unfold', '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'],
    ['a file', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
    ['an instruction', '<?xml-stylesheet href="https://evil.example"?>'],
  ])('%s is refused before anything is read', async (_, prologue) => {
    const made = await refused((asked) => prologue + box.idp.respond(asked));
    expect(made).toEqual({ location: NOT_PROVEN, why: 'markup_refused' });
  });

  test.each([
    ['no XML', () => 'hello'],
    ['half of it', (xml: string) => xml.slice(0, xml.length / 2)],
    [
      'an attribute twice',
      (xml: string) => xml.replace(' Version="2.0"', ' Version="2.0" Version="2.0"'),
    ],
    ['an entity unknown', (xml: string) => xml.replace('>u-1001<', '>&evil;<')],
    ['control signs', (xml: string) => xml.replace('>u-1001<', '>u-1001\u0000<')],
    ['two roots', (xml: string) => xml + xml],
  ])('%s is refused', async (_, change) => {
    const made = await refused((asked) => change(box.idp.respond(asked)));
    expect(made).toEqual({ location: NOT_PROVEN, why: 'not_xml' });
  });

  test.each([
    ['tags', '<a/>'.repeat(6_000)],
    ['depth', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`],
    ['attributes', `<a ${Array.from({ length: 200 }, (_, i) => `b${i}=""`).join(' ')}/>`],
  ])('more %s than a sign-in needs are refused at once', async (_, extra) => {
    const began = performance.now();
    const made = await refused((asked) =>
      box.idp.respond(asked).replace('</samlp:Response>', `${extra}</samlp:Response>`),
    );
    expect(made).toEqual({ location: NOT_PROVEN, why: 'too_large' });
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test('what is larger than the door takes is not read', async () => {
    const { asked } = await box.begin();
    const response = await box.post(box.idp.respond(asked) + ' '.repeat(300_000), asked.relayState);
    expect(response.headers.get('location')).toBe('/sign-in#sso=failed');
  });

  test('an encrypted assertion is told apart', async () => {
    const made = await refused((asked) =>
      box.idp.respond(asked).replaceAll('saml:Assertion', 'saml:EncryptedAssertion'),
    );
    expect(made).toEqual({ location: '/sign-in#sso=encrypted', why: 'assertion_encrypted' });
  });

  test('a provider that says no is believed, with a signed assertion beside it', async () => {
    const status = 'urn:oasis:names:tc:SAML:2.0:status:Responder';
    const made = await answer({ status });
    expect(made).toEqual({ location: '/sign-in#sso=cancelled', why: 'status_not_success' });
  });

  test('an assertion that names no sign-in is refused', async () => {
    const made = await refused((asked) => {
      const bare = box.idp
        .respond(asked, {}, { what: [] })
        .replace(/<saml:AuthnStatement.*<\/saml:AuthnStatement>/s, '');
      return box.idp.sign(bare, { what: ['assertion'] });
    });
    expect(made).toEqual({ location: NOT_PROVEN, why: 'statement_missing' });
  });
});

describe('what a stranger sees', () => {
  test('a refusal says the same for every forgery, and nothing of why', async () => {
    const forged = await answer({}, { what: ['assertion'], key: makeSamlKey('x') });
    const foreign = await answer({ audience: ELSEWHERE });
    expect(forged.location).toBe(foreign.location);
  });

  test('the address for answers takes no other method and no other kind of body', async () => {
    const path = box.people.origin + SAML_ROUTES.samlAcs.path;
    expect((await fetch(path)).status).toBe(405);
    const json = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ SAMLResponse: 'x' }),
      redirect: 'manual',
    });
    expect(json.headers.get('location')).toStartWith('/sign-in#sso=');
  });

  test('a page that is lured to another site’s address afterwards goes to the first page instead', async () => {
    for (const to of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/.//evil.example',
    ]) {
      const begun = await box.begin(to);
      expect(await box.arrive(begun, box.idp.respond(begun.asked))).toBe('/');
    }
  });
});
