import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { TimeMs } from '#schemas/units/units';

/** What the site tells everybody about their data and asks them to agree to; text null: it asks for nothing. */
export const SiteNotice = z.strictObject({
  text: z.string().nullable(),
  /** Which text it is: another one has to be agreed to anew. */
  revision: z.string().nullable(),
  /** When the asking person agreed to this text. */
  acceptedMs: TimeMs.nullable(),
});
export type SiteNotice = z.infer<typeof SiteNotice>;

export const NOTICE_ROUTES = {
  notice: {
    method: 'GET',
    path: '/api/v1/users/me/notice',
    permission: 'account:own',
    tag: 'account',
    summary: 'The site’s notice on people’s data, and whether one has agreed to it.',
    answer: SiteNotice,
  },
  acceptNotice: {
    method: 'POST',
    path: '/api/v1/users/me/notice',
    permission: 'account:own',
    tag: 'account',
    summary: 'Agrees to the notice that one has read.',
    body: z.strictObject({ revision: z.string().max(80) }),
    answer: SiteNotice,
    errors: ['conflict'],
  },
} as const satisfies Record<string, RouteRow>;
