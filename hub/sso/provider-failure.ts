import { AuthorizationResponseError, ResponseBodyError } from 'openid-client';
import type { SsoProblem } from '#schemas/http/sso';
import { SsoRefusal } from './sso-refusal.ts';

/** The person, or the provider's policy for him, said no (RFC 6749 §4.1.2.1, OpenID Connect Core 1.0 §3.1.2.6). */
const DECLINED = ['access_denied', 'login_required', 'interaction_required', 'consent_required'];
const AWAY = ['server_error', 'temporarily_unavailable'];
/** How the library says that nobody answered, or that what answered does not work. */
const UNREACHED = ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'];
/** How the runtime says that there is no way there, or that its certificate is not to be trusted. */
const NO_WAY =
  /^(Connection|FailedToOpenSocket|ECONN|ENOTFOUND|EAI_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|CERT_|ERR_TLS)/;

/** What the sign-in page says of a failure between the hub and a provider. */
export function problemOf(error: unknown): SsoProblem {
  if (error instanceof SsoRefusal) return error.problem;
  if (error instanceof AuthorizationResponseError) {
    if (DECLINED.includes(error.error)) return 'cancelled';
    return AWAY.includes(error.error) ? 'provider_down' : 'not_proven';
  }
  const codes = [codeOf(error), codeOf((error as { cause?: unknown }).cause)];
  const isAway = codes.some((code) => UNREACHED.includes(code) || NO_WAY.test(code));
  return isAway ? 'provider_down' : 'not_proven';
}

/** The same for the log: messages only, for the library puts whole tokens and answers into causes. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const isTold = error instanceof ResponseBodyError || error instanceof AuthorizationResponseError;
  const said = isTold ? `${error.message} (${error.error})` : error.message;
  return [said, reasonOf(error.cause)].filter((part) => part !== '').join(': ');
}

const codeOf = (error: unknown) => String((error as { code?: unknown } | undefined)?.code ?? '');
