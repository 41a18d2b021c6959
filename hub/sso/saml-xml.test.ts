import { expect, test } from 'bun:test';
import { SamlRefusal } from './saml-refusal.ts';
import { childrenOf, onlyChild, parseSamlXml, SAML_ASSERTION, textOf } from './saml-xml.ts';

const document = (inner: string) =>
  parseSamlXml(`<a:Subject xmlns:a="${SAML_ASSERTION}">${inner}</a:Subject>`);

function reasonOf(text: string): string {
  try {
    parseSamlXml(text);
  } catch (error) {
    if (error instanceof SamlRefusal) return error.reason;
    throw error;
  }
  return 'taken';
}

test('a value is read whole, whatever it is written with', () => {
  const nameId = onlyChild(
    document('<a:NameID> a&amp;b&#x2e;c&lt;d </a:NameID>'),
    SAML_ASSERTION,
    'NameID',
  );
  expect(textOf(nameId)).toBe('a&b.c<d');
});

test('a value with elements in it is no value, and of two there is none to choose', () => {
  const nested = document('<a:NameID>admin<x xmlns="urn:x"/>.evil</a:NameID>');
  expect(textOf(onlyChild(nested, SAML_ASSERTION, 'NameID'))).toBeNull();
  const two = document('<a:NameID>x</a:NameID><a:NameID>y</a:NameID>');
  expect(onlyChild(two, SAML_ASSERTION, 'NameID')).toBeNull();
  expect(childrenOf(two, SAML_ASSERTION, 'NameID')).toHaveLength(2);
});

test('an element counts by its namespace, not by its prefix', () => {
  const foreign = document('<a:NameID xmlns:a="urn:evil">x</a:NameID>');
  expect(onlyChild(foreign, SAML_ASSERTION, 'NameID')).toBeNull();
});

test.each([
  ['<?xml version="1.0" encoding="UTF-8"?><a/>', 'taken'],
  [' <?xml version="1.0"?><a/>', 'markup_refused'],
  ['<a><?xml version="1.0"?></a>', 'markup_refused'],
  ['<a><!-- x --></a>', 'markup_refused'],
  ['<a><![CDATA[x]]></a>', 'markup_refused'],
  ['<!DOCTYPE a><a/>', 'markup_refused'],
  ['<a b=c/>', 'not_xml'],
  ['<a b="1" b="2"/>', 'not_xml'],
  ['<a>', 'not_xml'],
  ['<a></b>', 'not_xml'],
  ['<a>&x;</a>', 'not_xml'],
  ['<a/><b/>', 'not_xml'],
  ['<x:a/>', 'not_xml'],
  ['<a x:b="1"/>', 'not_xml'],
  ['<a>\u0008</a>', 'not_xml'],
  ['', 'not_xml'],
])('%p is %s', (text, reason) => {
  expect(reasonOf(text)).toBe(reason);
});

test('what is longer than any sign-in needs is too large', () => {
  expect(reasonOf(`<a>${'x'.repeat(150_000)}</a>`)).toBe('too_large');
});

test('what is within the bounds is read in well under a second, however it is made', () => {
  const attributes = Array.from({ length: 90 }, (_, i) => `xmlns:n${i}="u"`).join(' ');
  const worst = `${`<a ${attributes}>`.repeat(39)}${'</a>'.repeat(39)}`;
  const began = performance.now();
  expect(reasonOf(worst)).toBe('taken');
  expect(performance.now() - began).toBeLessThan(500);
});
