import { TremoloError } from '#schemas/errors/tremolo-error';
import { AGENT_FILE_ROUTES } from '#schemas/http/agent-files';
import type { Flows } from '../flows.ts';
import { contentDigest, digestIn } from './content-digest.ts';
import { type Route, route } from './route.ts';

const OCTETS = 'application/octet-stream';

/** What agents ask with their own credential: a new one, and files. */
export function agentRoutes({ rooms }: Flows): Route[] {
  const { credentialDesk, files, deliveries } = rooms;
  return [
    route(AGENT_FILE_ROUTES.renewOwnCredential, ({ agent }) => credentialDesk.renew(agent.agentId)),
    route(AGENT_FILE_ROUTES.agentFile, async ({ params, agent }) => {
      const { sha256, kind, bytes } = await files.forAgent(params.sha256, agent.agentId);
      return { sha256, kind, bytes };
    }),
    route(AGENT_FILE_ROUTES.agentFileContent, async ({ params, agent, context }) => {
      const { sha256, bytes } = await files.forAgent(params.sha256, agent.agentId);
      const from = firstByteOf(context.req.header('range'), bytes);
      const part = await files.read(sha256, from);
      return new Response(part, {
        status: 206,
        headers: {
          'content-type': OCTETS,
          'content-range': `bytes ${from}-${from + part.length - 1}/${bytes}`,
          'content-digest': contentDigest(part),
        },
      });
    }),
    route(AGENT_FILE_ROUTES.agentJobFiles, async ({ params, agent }) => {
      const found = await files.ofJob(params.jobId, agent.agentId);
      return { files: found.map(({ sha256, kind, bytes }) => ({ sha256, kind, bytes })) };
    }),
    route(AGENT_FILE_ROUTES.beginDelivery, ({ body, agent }) =>
      deliveries.begin(body, agent.agentId),
    ),
    route(AGENT_FILE_ROUTES.deliverPart, async ({ params, agent, context }) => {
      const hash = digestIn(context.req.header('content-digest'));
      const bytes = new Uint8Array(await context.req.arrayBuffer());
      return deliveries.take(params.sha256, { offset: Number(params.offset), bytes, hash }, agent);
    }),
  ];
}

/** Where a part is to begin. It ends where parts end, whatever was asked. Throws `request_invalid`. */
function firstByteOf(range: string | undefined, bytes: number): number {
  const [, first] = /^bytes=(\d{1,12})-\d{0,12}$/.exec(range ?? 'bytes=0-') ?? [];
  const from = Number(first ?? Number.NaN);
  if (from < bytes) return from;
  throw new TremoloError('request_invalid', 'The range begins behind the end of the file.');
}
