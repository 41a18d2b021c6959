/** Why what came from the identity provider was not taken: for the audit trail and the log, never for whoever sent it. */
export type SamlReason =
  | 'not_xml'
  | 'markup_refused'
  | 'too_large'
  | 'not_a_response'
  | 'status_not_success'
  | 'assertion_encrypted'
  | 'assertion_count'
  | 'algorithm_refused'
  | 'signature_wrong'
  | 'library_refuses'
  | 'request_wrong'
  | 'destination_wrong'
  | 'issuer_wrong'
  | 'audience_wrong'
  | 'recipient_wrong'
  | 'conditions_wrong'
  | 'not_yet_valid'
  | 'expired'
  | 'replayed'
  | 'subject_wrong'
  | 'statement_missing';

/** A SAML message that is not taken. `message` is for the log. */
export class SamlRefusal extends Error {
  readonly reason: SamlReason;

  constructor(reason: SamlReason, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SamlRefusal';
    this.reason = reason;
  }
}
