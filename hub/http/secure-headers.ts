import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** The script that computes spectra beside the page: it has no page, no cookies of its own and no other address than ours. */
const SIGNAL_WORKER = /^\/assets\/signal-worker-[a-z0-9]+\.js$/;

/**
 * Everything a page may load or talk to is this hub itself; nobody may frame it. HSTS only where there is TLS. The worker that
 * computes spectra, and only it, may compile WebAssembly.
 */
export function hubHeaders(isTls: boolean): MiddlewareHandler {
  const usual = headersWith(isTls, ["'self'"]);
  const computing = headersWith(isTls, ["'self'", "'wasm-unsafe-eval'"]);
  return (context, next) =>
    (SIGNAL_WORKER.test(context.req.path) ? computing : usual)(context, next);
}

function headersWith(isTls: boolean, scriptSrc: string[]): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc,
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: isTls ? 'max-age=31536000' : false,
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });
}
