import type { HubSettings } from '#schemas/config/hub-settings';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { localOrigin } from '../config/local-origin.ts';
import type { HttpApp } from './http-app.ts';

/**
 * Each route bounds what it reads, and what nobody reads is not taken in: Bun holds the sender up. Its own bound would only
 * answer without a problem document, so it lies beyond anything that is sent.
 */
const REQUEST_BYTES_MAX = 2 ** 40;

/** Listens for HTTP and WebSocket. */
export class HttpServer<SocketData> {
  readonly #deps: {
    app: HttpApp;
    websocket: Bun.WebSocketHandler<SocketData>;
    settings: HubSettings['http'];
  };
  #server: Bun.Server<SocketData> | null = null;

  constructor(deps: {
    app: HttpApp;
    websocket: Bun.WebSocketHandler<SocketData>;
    settings: HubSettings['http'];
  }) {
    this.#deps = deps;
  }

  /** Throws `settings_invalid` with a sentence when the port is taken. */
  start(): void {
    const { app, websocket, settings } = this.#deps;
    const { host, port, tls } = settings;
    try {
      this.#server = Bun.serve<SocketData>({
        hostname: host,
        port,
        maxRequestBodySize: REQUEST_BYTES_MAX,
        // Never Bun's own page of an error, which shows sources.
        development: false,
        ...(tls ? { tls: { cert: Bun.file(tls.certFile), key: Bun.file(tls.keyFile) } } : {}),
        fetch: (request, server) =>
          app.fetch(asGet(request), {
            server: server as unknown as Bun.Server<unknown>,
            peer: server.requestIP(request)?.address ?? null,
          }),
        websocket,
      });
    } catch (cause) {
      throw new TremoloError('settings_invalid', `Cannot listen on ${host}:${port}.`, { cause });
    }
  }

  /** Where a browser on this machine finds us. */
  get origin(): string {
    const { settings } = this.#deps;
    return localOrigin({ ...settings, port: this.#server?.port ?? settings.port });
  }

  async stop(): Promise<void> {
    await this.#server?.stop(true);
    this.#server = null;
  }
}

/** HEAD is answered as GET is; Bun itself then sends the headers, the length among them, and lets go of the body. */
function asGet(request: Request): Request {
  if (request.method !== 'HEAD' || !URL.canParse(request.url)) return request;
  const { url, headers, signal } = request;
  return new Request(url, { method: 'GET', headers, signal });
}
