import { refused } from '#schemas/errors/refused';
import {
  describeError,
  ERROR_CODES,
  type ErrorCode,
  type Reason,
  TremoloError,
} from '#schemas/errors/tremolo-error';
import { trustOf } from '../config/trust.ts';

const LIMIT_MS = 30_000;

/** Where the hub's API is, and by which certificates it is known. */
export interface HubAddress {
  readonly url: string;
  /** PEM; null: as the system says. */
  readonly ca: string | null;
}

export interface HubApiOptions {
  readonly agentId: string;
  /** Null: the hub has not told yet. */
  readonly address: () => HubAddress | null;
  /** Secrets in the order in which they are to be tried; none: this agent has no credential. */
  readonly passwords: () => readonly string[];
}

export interface HubRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
}

/** Asks the hub's API with the agent's own credential. */
export class HubApi {
  readonly #options: HubApiOptions;

  constructor(options: HubApiOptions) {
    this.#options = options;
  }

  /** Throws `hub_unreachable`, `not_signed_in` without a credential, or what the hub says, with its own code. */
  async ask(request: HubRequest): Promise<Response> {
    const passwords = this.#options.passwords();
    if (passwords.length === 0) {
      // Another code than a hub that is away has: waiting does not help.
      throw refused('agent_not_joined');
    }
    for (const [i, password] of passwords.entries()) {
      const response = await this.#send(request, password);
      if (response.status === 401 && i < passwords.length - 1) continue;
      if (response.ok) return response;
      throw await refusalOf(response);
    }
    throw refused('agent_hub_silent');
  }

  async #send(
    { method, path, headers, body, signal }: HubRequest,
    password: string,
  ): Promise<Response> {
    const { agentId, address } = this.#options;
    const at = address();
    if (at === null) {
      throw refused('agent_hub_nowhere');
    }
    const limit = AbortSignal.timeout(LIMIT_MS);
    try {
      return await fetch(new URL(path, at.url), {
        method,
        headers: { ...headers, authorization: `Bearer tra_${agentId}.${password}` },
        // A redirect could take the credential elsewhere.
        redirect: 'error',
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
        ...(body === undefined ? {} : { body }),
        ...(at.ca === null ? {} : { tls: trustOf(at.ca) }),
      });
    } catch (cause) {
      const sentence = `The hub's API at ${at.url} cannot be reached: ${describeError(cause)}`;
      throw new TremoloError('hub_unreachable', sentence.slice(0, 300), { cause });
    }
  }
}

async function refusalOf(response: Response): Promise<TremoloError> {
  const { code, detail, reason } = problemIn(await response.text());
  const known = code !== undefined && Object.hasOwn(ERROR_CODES, code);
  return new TremoloError(
    known ? (code as ErrorCode) : 'hub_unreachable',
    detail ?? `The hub answered ${response.status}.`,
    reason === undefined ? {} : { reason },
  );
}

function problemIn(text: string): { code?: string; detail?: string; reason?: Reason } {
  try {
    return JSON.parse(text) as { code?: string; detail?: string; reason?: Reason };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
