import type { MiddlewareHandler } from 'hono';
import type { HubSettings } from '#schemas/config/hub-settings';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { clientAddress } from './client-address.ts';
import { correlationIdOf } from './correlation-id.ts';
import { networksOf } from './networks.ts';
import type { HttpContext } from './route.ts';

/** Of the contract under `/api/v1`: counts up with what is added, never with what would break a client. */
const API_VERSION = '1.0';

export interface ArrivalDeps {
  readonly settings: Pick<HubSettings['http'], 'trustedProxies' | 'allowedNetworks' | 'accessLog'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Says in the log that somebody from elsewhere knocked. */
  readonly complain: (what: string, error: unknown) => void;
}

/** What comes before everything: each request gets its id and the address it comes from, and those from elsewhere are turned away. */
export function arrival({ settings, clock, log, complain }: ArrivalDeps): MiddlewareHandler {
  const isTrusted = networksOf(settings.trustedProxies);
  const isAllowed =
    settings.allowedNetworks.length === 0 ? () => true : networksOf(settings.allowedNetworks);
  return async (plain, next) => {
    const context = plain as unknown as HttpContext;
    const { req, env } = context;
    const correlationId = correlationIdOf(context);
    context.set('correlationId', correlationId);
    const address = clientAddress(env.peer, req.header('x-forwarded-for'), isTrusted);
    context.set('address', address);
    // On the answer itself, so that answers that a handler makes whole carry it, too.
    context.res.headers.set('x-correlation-id', correlationId);
    context.res.headers.set('x-api-version', API_VERSION);
    // Two of them, or one that is no host: a proxy before us may have understood another one than we do.
    if (!/^[^\s,/@?#]+$/.test(req.header('host') ?? '')) {
      throw new TremoloError('request_invalid', 'The request needs one Host.');
    }
    if (!isAllowed(address)) {
      const refusal = refused('network_refused');
      complain('a request from outside of http.allowedNetworks was refused', refusal);
      throw refusal;
    }
    const startMs = clock();
    await next();
    if (!settings.accessLog) return;
    log.info('request', {
      correlationId,
      method: req.method,
      // Without its query: what somebody looks for is nobody's business here.
      path: req.path,
      status: context.res.status,
      tookMs: clock() - startMs,
      address,
      userId: context.get('principal')?.userId ?? null,
    });
  };
}
