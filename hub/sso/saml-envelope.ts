import { SamlRefusal } from './saml-refusal.ts';
import {
  allNamed,
  attributeOf,
  childrenOf,
  isNamed,
  onlyChild,
  SAML_ASSERTION,
  SAML_PROTOCOL,
  textOf,
  XML_SIGNATURE,
} from './saml-xml.ts';

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const C14N = [
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
];

/** SHA-1 is not among them: two documents with the same one can be made. */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  SignatureMethod: [
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  ],
  DigestMethod: [
    'http://www.w3.org/2001/04/xmlenc#sha256',
    'http://www.w3.org/2001/04/xmlenc#sha512',
  ],
  CanonicalizationMethod: C14N,
  Transform: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', ...C14N],
};

/** What the envelope of an answer must fit. */
export interface ExpectedEnvelope {
  readonly acsUrl: string;
  readonly requestId: string;
  readonly idpIssuer: string;
}

/**
 * Looks at the whole document before any signature is checked: that it answers our request with success, and that its shape
 * leaves no choice of what the signature covers. Nothing of it is believed. Throws `SamlRefusal`.
 */
export function checkEnvelope(
  response: Element,
  expected: ExpectedEnvelope,
): { isResponseSigned: boolean } {
  const isResponse = isNamed(response, SAML_PROTOCOL, 'Response');
  if (!isResponse || attributeOf(response, 'Version') !== '2.0') {
    throw new SamlRefusal('not_a_response', 'This is no SAML 2.0 response.');
  }
  refuseFailure(response);
  const assertion = onlyAssertion(response);
  const isResponseSigned = childrenOf(response, XML_SIGNATURE, 'Signature').length > 0;
  checkSignatures(response, assertion);
  if (attributeOf(response, 'InResponseTo') !== expected.requestId) {
    throw new SamlRefusal('request_wrong', 'The response does not answer the request.');
  }
  const destination = attributeOf(response, 'Destination');
  // SAML bindings 3.5.5.2: a signed message says for whom it is.
  if (destination !== expected.acsUrl && (destination !== null || isResponseSigned)) {
    throw new SamlRefusal('destination_wrong', `The response is for ${quoted(destination)}.`);
  }
  const issuers = childrenOf(response, SAML_ASSERTION, 'Issuer').map(textOf);
  if (issuers.some((issuer) => issuer !== expected.idpIssuer)) {
    throw new SamlRefusal('issuer_wrong', `The response is of ${quoted(issuers[0])}.`);
  }
  return { isResponseSigned };
}

function refuseFailure(response: Element): void {
  const status = onlyChild(response, SAML_PROTOCOL, 'Status');
  const code = status && onlyChild(status, SAML_PROTOCOL, 'StatusCode');
  const value = code && attributeOf(code, 'Value');
  if (value === SUCCESS) return;
  const inner = code && onlyChild(code, SAML_PROTOCOL, 'StatusCode');
  const why = inner === null ? '' : `, ${quoted(attributeOf(inner, 'Value'))}`;
  throw new SamlRefusal('status_not_success', `The provider says ${quoted(value)}${why}.`);
}

/** Exactly one in the whole document, where it belongs: signature wrapping needs a second one to show. */
function onlyAssertion(response: Element): Element {
  if (allNamed(response, 'EncryptedAssertion').length > 0) {
    throw new SamlRefusal('assertion_encrypted', 'Encrypted assertions are not read.');
  }
  const assertion = onlyChild(response, SAML_ASSERTION, 'Assertion');
  if (assertion === null || allNamed(response, 'Assertion').length !== 1) {
    throw new SamlRefusal('assertion_count', 'The response does not hold one assertion.');
  }
  if (allNamed(response, 'Response').length !== 1) {
    throw new SamlRefusal('assertion_count', 'The response holds another response.');
  }
  return assertion;
}

function checkSignatures(response: Element, assertion: Element): void {
  for (const signature of allNamed(response, 'Signature')) {
    if (signature.parentNode !== response && signature.parentNode !== assertion) {
      throw new SamlRefusal('signature_wrong', 'A signature stands where none belongs.');
    }
  }
  for (const [name, allowed] of Object.entries(ALGORITHMS)) {
    for (const element of allNamed(response, name)) {
      // Whatever their prefix: the library takes the first that has this name.
      const named = Array.from(element.attributes).filter((one) => one.localName === 'Algorithm');
      if (named.length !== 1 || !allowed.includes(named[0].value)) {
        throw new SamlRefusal('algorithm_refused', `${name} is ${quoted(named[0]?.value)}.`);
      }
    }
  }
}

/** What the other side wrote, short enough for a log. */
export const quoted = (value: string | null | undefined) =>
  JSON.stringify((value ?? null)?.slice(0, 200) ?? null);
