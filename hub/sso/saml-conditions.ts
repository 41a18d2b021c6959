import type { SamlAssertion, SamlConfirmation } from './saml-assertion.ts';
import { quoted } from './saml-envelope.ts';
import { SamlRefusal } from './saml-refusal.ts';

/** As far as the clocks of two well-kept servers may differ. */
const SKEW_MS = 60_000;
/** However long a provider says that an assertion holds: it is used once, by the browser that it was made for. */
const AGE_MAX_MS = 10 * 60_000;
/** A name that is another one each time says nothing about who it was the last time. */
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

export interface ExpectedAssertion {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly requestId: string;
  readonly idpIssuer: string;
}

/**
 * Checks that a verified assertion was made by our provider, for us, for this request, and holds now (SAML profiles 4.1.4.3).
 * Returns until when it could be taken again. Throws `SamlRefusal`.
 */
export function checkConditions(
  assertion: SamlAssertion,
  expected: ExpectedAssertion,
  nowMs: number,
): { refusedAgainUntilMs: number } {
  const { issuer, audiences, issuedMs, nameIdFormat } = assertion;
  if (issuer !== expected.idpIssuer) {
    throw new SamlRefusal('issuer_wrong', `The assertion is of ${quoted(issuer)}.`);
  }
  const isForUs = audiences.every((some) => some.includes(expected.entityId));
  if (audiences.length === 0 || !isForUs) {
    throw new SamlRefusal('audience_wrong', `The assertion is for ${quoted(audiences.join())}.`);
  }
  if (nameIdFormat === TRANSIENT) {
    throw new SamlRefusal('subject_wrong', 'The subject is transient: ask for a persistent one.');
  }
  const confirmation = confirmationFor(assertion.confirmations, expected);
  const age = { notBeforeMs: issuedMs, notOnOrAfterMs: issuedMs + AGE_MAX_MS };
  refuseOutside('The assertion', age, nowMs);
  refuseOutside('The assertion', assertion, nowMs);
  refuseOutside('The confirmation', confirmation, nowMs);
  if (assertion.sessionEndsMs !== null && assertion.sessionEndsMs <= nowMs) {
    throw new SamlRefusal('expired', 'The session that the assertion is for is over.');
  }
  return { refusedAgainUntilMs: age.notOnOrAfterMs + SKEW_MS };
}

function confirmationFor(
  confirmations: readonly SamlConfirmation[],
  { acsUrl, requestId }: ExpectedAssertion,
): SamlConfirmation {
  const here = confirmations.filter(({ recipient }) => recipient === acsUrl);
  if (here.length === 0) {
    const recipient = quoted(confirmations[0]?.recipient);
    throw new SamlRefusal('recipient_wrong', `The assertion is to be handed to ${recipient}.`);
  }
  const found = here.find(({ inResponseTo }) => inResponseTo === requestId);
  if (found !== undefined) return found;
  throw new SamlRefusal('request_wrong', 'The assertion does not answer the request.');
}

/** An end there must be; a beginning there may be. */
function refuseOutside(
  what: string,
  times: Pick<SamlConfirmation, 'notBeforeMs' | 'notOnOrAfterMs'>,
  nowMs: number,
): void {
  const { notBeforeMs, notOnOrAfterMs } = times;
  if (notBeforeMs !== null && nowMs + SKEW_MS < notBeforeMs) {
    throw new SamlRefusal('not_yet_valid', `${what} holds in ${notBeforeMs - nowMs} ms.`);
  }
  if (notOnOrAfterMs === null) {
    throw new SamlRefusal('conditions_wrong', `${what} does not say until when it holds.`);
  }
  if (nowMs - SKEW_MS >= notOnOrAfterMs) {
    throw new SamlRefusal('expired', `${what} held until ${nowMs - notOnOrAfterMs} ms ago.`);
  }
}
