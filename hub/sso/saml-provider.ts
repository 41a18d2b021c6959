import { randomBytes } from 'node:crypto';
import { SAML, type SamlConfig, ValidateInResponseTo } from '@node-saml/node-saml';
import { readAssertion, type SamlAssertion } from './saml-assertion.ts';
import { checkConditions } from './saml-conditions.ts';
import { checkEnvelope } from './saml-envelope.ts';
import { type SamlReason, SamlRefusal } from './saml-refusal.ts';
import { parseSamlXml } from './saml-xml.ts';

const { always, never } = ValidateInResponseTo;

/** The two sides of single sign-on by SAML: what the administrator says of the provider, and our own addresses. */
export interface SamlSides {
  readonly entryPoint: string;
  readonly idpIssuer: string;
  readonly idpCertificates: readonly string[];
  readonly entityId: string;
  readonly acsUrl: string;
}

/** An assertion that may be taken, once. */
export interface ProvenAssertion {
  readonly assertion: SamlAssertion;
  readonly refusedAgainUntilMs: number;
}

/** An xs:ID that nobody can guess. */
export const newRequestId = () => `_${randomBytes(20).toString('hex')}`;

/** Where the browser goes to sign in: the provider, with our request. `relayState` comes back with the answer. */
export function samlRequestUrl(
  sides: SamlSides,
  requestId: string,
  relayState: string,
): Promise<string> {
  return new SAML(configOf(sides, requestId, false)).getAuthorizeUrlAsync(
    relayState,
    undefined,
    {},
  );
}

/** What the provider has to know of this site, as XML. */
export function samlMetadata(sides: Pick<SamlSides, 'entityId' | 'acsUrl'>): string {
  const metadata = new SAML({
    issuer: sides.entityId,
    callbackUrl: sides.acsUrl,
    idpCert: 'none',
    identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    wantAssertionsSigned: true,
    // The same each time, so that a provider that compares sees no change where there is none.
    generateUniqueId: () => '_tremolo',
  });
  return metadata.generateServiceProviderMetadata(null, null);
}

/**
 * The assertion of an answer to `requestId`, as base64 from the form. In this order: the shape of the document, its signatures,
 * then what the signature covers and nothing else. Throws `SamlRefusal`.
 */
export async function proveAssertion(
  encoded: string,
  sides: SamlSides,
  requestId: string,
  nowMs: number,
): Promise<ProvenAssertion> {
  const xml = Buffer.from(encoded, 'base64').toString('utf8');
  const expected = { ...sides, requestId };
  const { isResponseSigned } = checkEnvelope(parseSamlXml(xml), expected);
  const config = configOf(sides, requestId, isResponseSigned);
  // First the signatures alone, so that the reason of a refusal is known; then all that the library looks at, besides ourselves.
  const bySignature = new SAML({ ...config, audience: false, validateInResponseTo: never });
  const assertion = readAssertion(await signedXmlOf(xml, bySignature, 'signature_wrong'));
  const { refusedAgainUntilMs } = checkConditions(assertion, expected, nowMs);
  await signedXmlOf(xml, new SAML(config), 'library_refuses');
  return { assertion, refusedAgainUntilMs };
}

/** What of the document is signed by the provider. */
async function signedXmlOf(xml: string, saml: SAML, reason: SamlReason): Promise<string> {
  try {
    const SAMLResponse = Buffer.from(xml).toString('base64');
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse });
    const signedXml = profile?.getAssertionXml?.();
    if (signedXml !== undefined) return signedXml;
  } catch (cause) {
    throw new SamlRefusal(reason, 'The library does not take the response.', { cause });
  }
  throw new SamlRefusal(reason, 'The library found no signed assertion.');
}

function configOf(sides: SamlSides, requestId: string, isResponseSigned: boolean): SamlConfig {
  return {
    entryPoint: sides.entryPoint,
    idpIssuer: sides.idpIssuer,
    // Keys are believed for standing here, whatever dates their certificates bear; two while the provider changes them.
    idpCert: [...sides.idpCertificates],
    issuer: sides.entityId,
    audience: sides.entityId,
    callbackUrl: sides.acsUrl,
    generateUniqueId: () => requestId,
    wantAssertionsSigned: true,
    // A signature that is there has to be right, too.
    wantAuthnResponseSigned: isResponseSigned,
    validateInResponseTo: always,
    cacheProvider: onlyRequest(requestId),
    // Of the times, which the library reads from the clock of the machine, `checkConditions` takes care by the hub’s own.
    acceptedClockSkewMs: -1,
    // How the provider makes sure who somebody is, and how it names him, is for the provider to decide.
    disableRequestedAuthnContext: true,
    identifierFormat: null,
  };
}

/** The library asks whether a request was ours: this one was. */
function onlyRequest(requestId: string): NonNullable<SamlConfig['cacheProvider']> {
  return {
    saveAsync: async () => null,
    getAsync: async (key) => (key === requestId ? new Date().toISOString() : null),
    removeAsync: async () => null,
  };
}
