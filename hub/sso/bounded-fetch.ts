import type { CustomFetch } from 'openid-client';

/** A document, a set of keys or an answer with tokens is far smaller. */
const ANSWER_BYTES_MAX = 512 * 1024;
/** Of these an answer has no body, and must not be given one. */
const WITHOUT_BODY = [204, 205, 304];

/** Whether the address lies on this very machine, where nobody listens in. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** Whether an identity provider may be asked there: over TLS, or on this machine. */
export function isSafeAddress(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/**
 * How an identity provider is asked: only where nobody listens in, without following it elsewhere, and reading no more than any
 * honest answer has, unpacked. `ca` is trusted instead of the system’s authorities.
 */
export function boundedFetch(ca: string | null): CustomFetch {
  return async (url, options) => {
    if (!isSafeAddress(new URL(url))) {
      throw new Error('A provider names an address that is neither https nor on this machine.');
    }
    const { method, headers, body, signal } = options;
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined || body === null ? {} : { body: body as BodyInit }),
      ...(signal === undefined ? {} : { signal }),
      redirect: 'manual',
      ...(ca === null ? {} : { tls: { ca } }),
    });
    const bytes = await boundedBytes(response);
    const { status } = response;
    return new Response(WITHOUT_BODY.includes(status) ? null : bytes, {
      status,
      headers: response.headers,
    });
  };
}

async function boundedBytes(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    // Leaving the loop ends the connection.
    if (size > ANSWER_BYTES_MAX) throw new Error('A provider answers with more than it should.');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
