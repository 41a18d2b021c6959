import { TremoloError } from '#schemas/errors/tremolo-error';
import { agentFigures, type MeasuredAgent } from '#schemas/metrics/agent-figures';
import { Sheet } from '#schemas/metrics/sheet';

const TEXT_FORMAT = 'text/plain; version=0.0.4; charset=utf-8';

/** `/metrics` of one agent for a Prometheus on the same machine: it has no sign-in, so it listens on loopback only. */
export class MetricsDoor {
  readonly #deps: { port: number; agent: () => MeasuredAgent };
  #server: Bun.Server<undefined> | null = null;

  constructor(deps: { port: number; agent: () => MeasuredAgent }) {
    this.#deps = deps;
  }

  /** Throws `settings_invalid` when the port is taken. */
  start(): void {
    const { port, agent } = this.#deps;
    try {
      this.#server = Bun.serve({
        hostname: '127.0.0.1',
        port,
        fetch: async (request) => {
          if (new URL(request.url).pathname !== '/metrics') {
            return new Response('Only /metrics is here.\n', { status: 404 });
          }
          const sheet = new Sheet();
          agentFigures(sheet, [agent()]);
          return new Response(await sheet.text(), { headers: { 'content-type': TEXT_FORMAT } });
        },
      });
    } catch (cause) {
      throw new TremoloError('settings_invalid', `Port ${port} for the metrics is taken.`, {
        cause,
      });
    }
  }

  get port(): number {
    return this.#server?.port ?? this.#deps.port;
  }

  stop(): void {
    void this.#server?.stop(true);
  }
}
