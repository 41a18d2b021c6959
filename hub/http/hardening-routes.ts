import { HARDENING_ROUTES } from '#schemas/http/hardening';
import type { Flows } from '../flows.ts';
import { hardeningReport } from '../hardening/report.ts';
import { hardeningFacts } from '../hardening-facts.ts';
import { type Route, route } from './route.ts';

/** How well the site is secured. */
export function hardeningRoutes({ rooms }: Flows): Route[] {
  return [
    route(HARDENING_ROUTES.hardening, async () => hardeningReport(await hardeningFacts(rooms))),
  ];
}
