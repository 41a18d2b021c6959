import { CLIENT_ROUTES } from '#schemas/http/clients';
import { type Route, route } from './route.ts';

const PYTHON = new URL('./clients/tremolo.py', import.meta.url).pathname;

/** Clients for the API, served so that a machine without internet has them. */
export function clientRoutes(): Route[] {
  const headers = {
    'content-type': 'text/x-python; charset=utf-8',
    'content-disposition': 'attachment; filename="tremolo.py"',
  };
  return [
    route(
      CLIENT_ROUTES.pythonClient,
      async () => new Response(await Bun.file(PYTHON).text(), { headers }),
    ),
  ];
}
