import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { serverName, serverOfUrl } from '#schemas/config/servers-set';
import { type Said, said } from '#schemas/errors/said';
import { SendFailure } from '../send-failure.ts';
import { mayReach } from './address-rules.ts';
import { isAllowedHost } from './host-rules.ts';

const WAIT_MS = 10_000;
const ANSWER_BYTES_MAX = 16 * 1024;
const BODY_BYTES_MAX = 1024 * 1024;
const LONGEST_PAUSE_MS = 3_600_000;

export interface EgressRules {
  readonly egressHosts: readonly string[];
  readonly egressNetworks: readonly string[];
  readonly egressServers: readonly string[];
  readonly egressCa: string | null;
}

export interface EgressRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Where more than 16 KiB of the answer are of interest. */
  readonly answerBytesMax?: number;
}

export interface EgressAnswer {
  readonly status: number;
  /** The first of it: 16 KiB unless more was asked for. */
  readonly text: string;
  /** How long the receiver wants to be left alone. */
  readonly retryAfterMs: number | null;
}

export interface EgressDeps {
  readonly rules: () => EgressRules;
  /** Every address of a host. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly waitMs?: number;
}

/**
 * The one way in which the hub sends HTTP requests where people pointed it: to hosts that the site allows, at addresses that are
 * not private unless the site allows those, too. A name is resolved once and exactly that address is connected to, so that it
 * cannot mean another one a moment later; an answer that leads elsewhere is not followed.
 */
export class Egress {
  readonly #deps: EgressDeps;

  constructor(deps: EgressDeps) {
    this.#deps = deps;
  }

  /** Why nothing can be sent there, null: it can, as far as the name says. */
  objectionTo(url: string): Said | null {
    const parsed = URL.canParse(url) ? new URL(url) : null;
    if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) {
      return said('address_no_web');
    }
    if (parsed.username !== '' || parsed.password !== '') {
      return said('address_with_password');
    }
    if (isAllowedHost(parsed, this.#deps.rules().egressHosts)) return null;
    return said('host_not_allowed', { host: parsed.host });
  }

  /** POSTs and gives the answer, whatever its status. Throws SendFailure where there is none. */
  async post(asked: EgressRequest): Promise<EgressAnswer> {
    const objection = this.objectionTo(asked.url);
    if (objection !== null) throw new SendFailure(objection, 'give up');
    if (Buffer.byteLength(asked.body) > BODY_BYTES_MAX) {
      throw new SendFailure(said('message_too_large'), 'give up');
    }
    const url = new URL(asked.url);
    return exchange(url, asked, {
      address: await this.#addressOf(url),
      ca: this.#deps.rules().egressCa,
      waitMs: this.#deps.waitMs ?? WAIT_MS,
    });
  }

  /** The same to a server of the site’s own, such as a gateway for text messages: a public one, or one that is allowed by host and port. */
  readonly postToServer = async (asked: EgressRequest): Promise<EgressAnswer> => {
    const url = new URL(asked.url);
    const { host, port } = serverOfUrl(url);
    const address = await this.reach(host, port).catch(unknownHost(host));
    if (address === null) {
      throw new SendFailure(said('private_not_allowed', { server: url.host }), 'retry');
    }
    const { rules, waitMs = WAIT_MS } = this.#deps;
    return exchange(url, asked, { address, ca: rules().egressCa, waitMs });
  };

  /** Mail relays and log servers: at public addresses, in networks that are allowed, or allowed by exactly this host and port. */
  readonly reach = async (
    host: string,
    port: number,
    rules: EgressRules = this.#deps.rules(),
  ): Promise<string | null> => {
    const { resolve = resolved } = this.#deps;
    const plain = plainHost(host.trim());
    const addresses = isIP(plain) === 0 ? await resolve(plain) : [plain];
    if (addresses.length === 0) throw unknownHost(plain)(null);
    const { egressNetworks, egressServers } = rules;
    const isOpen = addresses.every((address) => mayReach(address, egressNetworks));
    return isOpen || egressServers.includes(serverName({ host: plain, port }))
      ? addresses[0]
      : null;
  };

  async #addressOf(url: URL): Promise<string> {
    const { rules, resolve = resolved } = this.#deps;
    const host = plainHost(url.hostname);
    const addresses = isIP(host) === 0 ? await resolve(host).catch(unknownHost(host)) : [host];
    // One bad address among good ones is enough: which of them is used must not depend on chance.
    const bad = addresses.find((address) => !mayReach(address, rules().egressNetworks));
    if (addresses.length === 0) throw unknownHost(host)(null);
    if (bad === undefined) return addresses[0];
    throw new SendFailure(said('host_private', { host }), 'give up');
  }
}

const plainHost = (hostname: string) => hostname.replace(/^\[|\]$/g, '');

async function resolved(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function unknownHost(host: string) {
  return (cause: unknown): never => {
    throw new SendFailure(said('host_unknown', { host }), 'retry', cause);
  };
}

interface Line {
  readonly address: string;
  readonly ca: string | null;
  readonly waitMs: number;
}

function exchange(url: URL, asked: EgressRequest, line: Line): Promise<EgressAnswer> {
  const { address, ca, waitMs } = line;
  const isTls = url.protocol === 'https:';
  const host = plainHost(url.hostname);
  return new Promise((done, failed) => {
    const request = (isTls ? requestHttps : requestHttp)({
      host,
      port: url.port === '' ? undefined : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: {
        'user-agent': 'Tremolo',
        ...asked.headers,
        'content-length': String(Buffer.byteLength(asked.body)),
      },
      // A line of its own: one that is kept open would lead to an address that was checked some other day.
      agent: false,
      lookup: alwaysTo(address),
      ...(isTls && isIP(host) === 0 ? { servername: host } : {}),
      ...(isTls && ca !== null ? { ca: [...rootCertificates, ca] } : {}),
    });
    // For all of it: an answer that trickles must not hold a lane for ever.
    const timer = setTimeout(() => request.destroy(new Error(TOO_SLOW)), waitMs);
    request.on('error', (error) => {
      clearTimeout(timer);
      failed(failureOf(error, url.host));
    });
    request.on('response', (response: IncomingMessage) => {
      read(response, asked.answerBytesMax ?? ANSWER_BYTES_MAX)
        .then(done, (error) => failed(failureOf(error, url.host)))
        .finally(() => {
          clearTimeout(timer);
          request.destroy();
        });
    });
    request.end(asked.body);
  });
}

/** Answers the question of the network for any name with this address. */
function alwaysTo(address: string): LookupFunction {
  const family = isIP(address);
  return (_host, options, found) => {
    if (options.all) found(null, [{ address, family }]);
    else found(null, address, family);
  };
}

const TOO_SLOW = 'too slow';

async function read(response: IncomingMessage, bytesMax: number): Promise<EgressAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes >= bytesMax) break;
  }
  return {
    status: response.statusCode ?? 0,
    text: Buffer.concat(chunks).subarray(0, bytesMax).toString('utf8'),
    retryAfterMs: pauseOf(response.headers['retry-after']),
  };
}

/** Seconds, as those give them that limit rates; a date is not used for that. */
function pauseOf(header: string | undefined): number | null {
  const seconds = Number(header ?? Number.NaN);
  if (!Number.isFinite(seconds) || seconds < 0) return null;
  return Math.min(seconds * 1_000, LONGEST_PAUSE_MS);
}

function failureOf(error: Error & { code?: string }, host: string): SendFailure {
  const { code = '', message } = error;
  if (/CERT|ALTNAME|SELF_SIGNED|SIGNATURE|ISSUER/.test(code)) {
    return new SendFailure(said('host_certificate', { host, cause: code }), 'retry', error);
  }
  const name = message === TOO_SLOW ? 'host_slow' : 'host_unreachable';
  return new SendFailure(said(name, { host }), 'retry', error);
}
