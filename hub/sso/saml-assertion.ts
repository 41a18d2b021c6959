import { SamlRefusal } from './saml-refusal.ts';
import {
  attributeOf,
  childrenOf,
  elementsIn,
  isNamed,
  onlyChild,
  parseSamlXml,
  SAML_ASSERTION,
  textOf,
} from './saml-xml.ts';

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
/** The last two ask nothing of somebody who uses an assertion once and passes nothing on. */
const CONDITIONS = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];
const TEXT_MAX = 256;
const VALUES_MAX = 500;

/** One way in which the subject may be confirmed: what the bearer of the assertion must fit. */
export interface SamlConfirmation {
  readonly recipient: string | null;
  readonly inResponseTo: string | null;
  readonly notBeforeMs: number | null;
  readonly notOnOrAfterMs: number | null;
}

/** What an assertion says, once its signature has been checked. */
export interface SamlAssertion {
  readonly id: string;
  readonly issuer: string | null;
  readonly issuedMs: number;
  readonly nameId: string;
  readonly nameIdFormat: string | null;
  readonly confirmations: readonly SamlConfirmation[];
  readonly notBeforeMs: number | null;
  readonly notOnOrAfterMs: number | null;
  /** Each restriction must be met by one of its audiences. */
  readonly audiences: readonly (readonly (string | null)[])[];
  readonly authnContext: string | null;
  /** When a session that it opens ends at the latest; null when the provider does not say. */
  readonly sessionEndsMs: number | null;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** Reads the XML that a signature covered, and only that. Throws `SamlRefusal` for what a sign-in cannot do without. */
export function readAssertion(signedXml: string): SamlAssertion {
  const root = parseSamlXml(signedXml);
  const conditions = onlyChild(root, SAML_ASSERTION, 'Conditions');
  const statement = onlyChild(root, SAML_ASSERTION, 'AuthnStatement');
  const isAssertion = isNamed(root, SAML_ASSERTION, 'Assertion');
  const isVersion2 = attributeOf(root, 'Version') === '2.0';
  const id = attributeOf(root, 'ID');
  const issuedMs = timeOf(root, 'IssueInstant');
  if (!isAssertion || !isVersion2 || !id) {
    throw new SamlRefusal('not_a_response', 'What is signed is no SAML 2.0 assertion.');
  }
  if (issuedMs === null || conditions === null) {
    throw new SamlRefusal('conditions_wrong', 'The assertion lacks its time or conditions.');
  }
  if (statement === null) {
    throw new SamlRefusal(
      'statement_missing',
      'The assertion does not say that anybody signed in.',
    );
  }
  const unknown = elementsIn(conditions).find(({ localName }) => !CONDITIONS.includes(localName));
  // SAML core 2.5.1: an assertion with a condition that is not understood is not valid.
  if (unknown !== undefined) {
    throw new SamlRefusal('conditions_wrong', 'The assertion has a condition that is not known.');
  }
  const context = onlyChild(statement, SAML_ASSERTION, 'AuthnContext');
  return {
    id,
    issuer: textOf(onlyChild(root, SAML_ASSERTION, 'Issuer')),
    issuedMs,
    ...subjectOf(root),
    notBeforeMs: timeOf(conditions, 'NotBefore'),
    notOnOrAfterMs: timeOf(conditions, 'NotOnOrAfter'),
    audiences: childrenOf(conditions, SAML_ASSERTION, 'AudienceRestriction').map((restriction) =>
      childrenOf(restriction, SAML_ASSERTION, 'Audience').map(textOf),
    ),
    authnContext: textOf(context && onlyChild(context, SAML_ASSERTION, 'AuthnContextClassRef')),
    sessionEndsMs: timeOf(statement, 'SessionNotOnOrAfter'),
    attributes: attributesOf(root),
  };
}

function subjectOf(
  root: Element,
): Pick<SamlAssertion, 'nameId' | 'nameIdFormat' | 'confirmations'> {
  const subject = onlyChild(root, SAML_ASSERTION, 'Subject');
  const element = subject && onlyChild(subject, SAML_ASSERTION, 'NameID');
  const nameId = textOf(element);
  if (!subject || !element || !nameId || nameId.length > TEXT_MAX || /\p{C}/u.test(nameId)) {
    throw new SamlRefusal('subject_wrong', 'The assertion does not name one subject.');
  }
  const confirmations = childrenOf(subject, SAML_ASSERTION, 'SubjectConfirmation')
    .filter((one) => attributeOf(one, 'Method') === BEARER)
    .flatMap((one) => childrenOf(one, SAML_ASSERTION, 'SubjectConfirmationData'))
    .map((data) => ({
      recipient: attributeOf(data, 'Recipient'),
      inResponseTo: attributeOf(data, 'InResponseTo'),
      notBeforeMs: timeOf(data, 'NotBefore'),
      notOnOrAfterMs: timeOf(data, 'NotOnOrAfter'),
    }));
  return { nameId, nameIdFormat: attributeOf(element, 'Format'), confirmations };
}

/** By their names; what is empty, too long or no text is as if it were not there. */
function attributesOf(root: Element): Map<string, string[]> {
  const attributes = new Map<string, string[]>();
  for (const statement of childrenOf(root, SAML_ASSERTION, 'AttributeStatement')) {
    for (const attribute of childrenOf(statement, SAML_ASSERTION, 'Attribute')) {
      const name = attributeOf(attribute, 'Name') ?? '';
      const values = childrenOf(attribute, SAML_ASSERTION, 'AttributeValue')
        .map((value) => textOf(value) ?? '')
        .filter((value) => value !== '' && value.length <= TEXT_MAX && !/\p{C}/u.test(value));
      attributes.set(name, [...(attributes.get(name) ?? []), ...values].slice(0, VALUES_MAX));
    }
  }
  return attributes;
}

function timeOf(element: Element, name: string): number | null {
  const text = attributeOf(element, name);
  if (text === null) return null;
  // SAML core 1.3.3: in UTC, and nothing else.
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text);
  const atMs = isTime ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(atMs)) throw new SamlRefusal('conditions_wrong', `${name} is no time in UTC.`);
  return atMs;
}
