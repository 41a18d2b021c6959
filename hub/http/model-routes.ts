import { MODEL_ROUTES } from '#schemas/http/models';
import type { Flows } from '../flows.ts';
import { submitSync } from '../model-sync.ts';
import { jobByOf } from './job-routes.ts';
import { type Route, route } from './route.ts';

/** Models that jobs made. */
export function modelRoutes(flows: Flows): Route[] {
  const { files, isFileNeeded } = flows.rooms;
  return [
    route(MODEL_ROUTES.models, async ({ query }) => {
      const { items, ...page } = await files.models(query);
      return {
        ...page,
        items: items.map(({ kind: _, ...model }) => ({
          ...model,
          name: model.name ?? '',
          version: model.version ?? '',
        })),
      };
    }),
    route(MODEL_ROUTES.modelContent, async ({ params }) => {
      const { sha256, name } = await files.model(params.sha256);
      return new Response(Bun.file(files.pathOf(sha256)), {
        headers: {
          'content-type': 'application/octet-stream',
          'content-disposition': `attachment; filename="${name}-${sha256.slice(0, 12)}.onnx"`,
        },
      });
    }),
    route(MODEL_ROUTES.deleteModel, ({ params, actor }) =>
      files.deleteModel(params.sha256, isFileNeeded(params.sha256), actor),
    ),
    route(MODEL_ROUTES.syncModels, async ({ body, principal }) => ({
      jobs: await submitSync(flows.rooms, body, jobByOf(principal)),
    })),
  ];
}
