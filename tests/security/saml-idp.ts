import { randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import { makeSamlKey, type SamlKey } from './saml-certificate.ts';

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

/** What a hub's AuthnRequest asks for. */
export interface AskedSignIn {
  readonly id: string;
  readonly acs: string;
  readonly entityId: string;
  readonly destination: string;
  readonly relayState: string;
}

/** Everything a response says; an attack changes one of them. `nameId` and `attributes` are XML as it stands. */
export interface ResponseParts {
  requestId: string | null;
  confirmedRequestId: string | null;
  issuer: string;
  responseIssuer: string | null;
  audience: string | null;
  recipient: string;
  destination: string | null;
  nameId: string;
  nameIdFormat: string;
  attributes: Readonly<Record<string, readonly string[]>>;
  authnContext: string;
  assertionId: string;
  responseId: string;
  issuedMs: number;
  notBeforeMs: number;
  notOnOrAfterMs: number;
  confirmedUntilMs: number;
  sessionEndsMs: number | null;
  status: string;
  method: string;
  /** What stands in the document before its root. */
  prologue: string;
  /** More conditions, as XML. */
  conditions: string;
}

export interface Signing {
  readonly what: readonly ('assertion' | 'response')[];
  readonly key?: SamlKey;
  readonly algorithm?: string;
  readonly digest?: string;
}

/** A SAML identity provider as the hub sees one: reads its requests, and answers with signed XML, or with what an attacker makes. */
export class SamlIdp {
  readonly entityId = 'https://idp.plant.example/metadata';
  readonly entryPoint = 'https://idp.plant.example/sso';
  readonly key = makeSamlKey('idp.plant.example');
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** What the redirect to the provider asks. */
  read(location: string): AskedSignIn {
    const url = new URL(location);
    const xml = inflateRawSync(
      Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64'),
    ).toString();
    const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(xml)?.[1] ?? '';
    return {
      id: attribute('ID'),
      acs: attribute('AssertionConsumerServiceURL'),
      destination: attribute('Destination'),
      entityId: /<saml:Issuer[^>]*>([^<]*)</.exec(xml)?.[1] ?? '',
      relayState: url.searchParams.get('RelayState') ?? '',
    };
  }

  /** The answer to a request, honest but for `changes`. */
  respond(
    asked: AskedSignIn,
    changes: Partial<ResponseParts> = {},
    signing: Signing = { what: ['assertion'] },
  ): string {
    const nowMs = this.#nowMs();
    const parts: ResponseParts = {
      requestId: asked.id,
      confirmedRequestId: asked.id,
      issuer: this.entityId,
      responseIssuer: this.entityId,
      audience: asked.entityId,
      recipient: asked.acs,
      destination: asked.acs,
      nameId: 'u-1001',
      nameIdFormat: PERSISTENT,
      attributes: { email: ['ann@plant.example'], name: ['Ann Lee'], groups: ['operators'] },
      authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
      assertionId: newXmlId(),
      responseId: newXmlId(),
      issuedMs: nowMs,
      notBeforeMs: nowMs - 5_000,
      notOnOrAfterMs: nowMs + 300_000,
      confirmedUntilMs: nowMs + 300_000,
      sessionEndsMs: null,
      status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
      method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
      prologue: '',
      conditions: '',
      ...changes,
    };
    return this.sign(responseXml(parts), signing);
  }

  /** Signs what is asked for, the assertion first, for the signature of the response covers it. */
  sign(xml: string, { what, key = this.key, algorithm, digest }: Signing): string {
    const prologue = /^<!DOCTYPE[^[>]*(\[[^\]]*\])?>/.exec(xml)?.[0] ?? '';
    let signed = xml.slice(prologue.length);
    for (const element of ['Assertion', 'Response']) {
      if (!what.includes(element.toLowerCase() as 'assertion')) continue;
      const signature = new SignedXml({
        privateKey: key.privateKey,
        publicCert: key.certificate,
        signatureAlgorithm: (algorithm ?? RSA_SHA256) as never,
        canonicalizationAlgorithm: EXCLUSIVE,
      });
      const xpath = `//*[local-name(.)='${element}']`;
      const transforms = [ENVELOPED, EXCLUSIVE];
      signature.addReference({ xpath, transforms, digestAlgorithm: digest ?? SHA256 } as never);
      const reference = `${xpath}/*[local-name(.)='Issuer']`;
      signature.computeSignature(signed, { location: { reference, action: 'after' } });
      signed = signature.getSignedXml();
    }
    return prologue + signed;
  }
}

/** An xs:ID: it may not begin with a digit. */
export const newXmlId = () => `_${randomBytes(16).toString('hex')}`;

function responseXml(parts: ResponseParts): string {
  const { requestId, destination, responseIssuer } = parts;
  const issued = new Date(parts.issuedMs).toISOString();
  const issuer = responseIssuer === null ? '' : `<saml:Issuer>${responseIssuer}</saml:Issuer>`;
  return (
    `${parts.prologue}<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ` +
    `xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${parts.responseId}" Version="2.0" ` +
    `IssueInstant="${issued}"${attribute('Destination', destination)}${attribute('InResponseTo', requestId)}>` +
    `${issuer}<samlp:Status><samlp:StatusCode Value="${parts.status}"/></samlp:Status>` +
    `${assertionXml(parts, issued)}</samlp:Response>`
  );
}

function assertionXml(parts: ResponseParts, issued: string): string {
  const sessionEnds =
    parts.sessionEndsMs === null ? null : new Date(parts.sessionEndsMs).toISOString();
  const until = new Date(parts.confirmedUntilMs).toISOString();
  const [from, to] = [parts.notBeforeMs, parts.notOnOrAfterMs].map((ms) =>
    new Date(ms).toISOString(),
  );
  const audience =
    parts.audience === null
      ? ''
      : `<saml:AudienceRestriction><saml:Audience>${parts.audience}</saml:Audience></saml:AudienceRestriction>`;
  return (
    `<saml:Assertion ID="${parts.assertionId}" Version="2.0" IssueInstant="${issued}">` +
    `<saml:Issuer>${parts.issuer}</saml:Issuer>` +
    `<saml:Subject><saml:NameID Format="${parts.nameIdFormat}">${parts.nameId}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="${parts.method}"><saml:SubjectConfirmationData NotOnOrAfter="${until}" ` +
    `Recipient="${parts.recipient}"${attribute('InResponseTo', parts.confirmedRequestId)}/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${from}" NotOnOrAfter="${to}">${audience}${parts.conditions}</saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${issued}" SessionIndex="${parts.assertionId}"${attribute('SessionNotOnOrAfter', sessionEnds)}><saml:AuthnContext>` +
    `<saml:AuthnContextClassRef>${parts.authnContext}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
    `${attributesXml(parts.attributes)}</saml:Assertion>`
  );
}

function attributesXml(attributes: ResponseParts['attributes']): string {
  const rows = Object.entries(attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${name}">${values
        .map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`)
        .join('')}</saml:Attribute>`,
  );
  return rows.length === 0
    ? ''
    : `<saml:AttributeStatement>${rows.join('')}</saml:AttributeStatement>`;
}

const attribute = (name: string, value: string | null) =>
  value === null ? '' : ` ${name}="${value}"`;
