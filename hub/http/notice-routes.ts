import { NOTICE_ROUTES } from '#schemas/http/notice';
import type { Flows } from '../flows.ts';
import { requireSession } from './require-session.ts';
import { type Route, route } from './route.ts';

/** The site's notice on people's data. A program cannot agree to it in a person's place. */
export function noticeRoutes({ rooms: { noticeBook } }: Flows): Route[] {
  return [
    route(NOTICE_ROUTES.notice, ({ principal }) => noticeBook.of(principal.userId)),
    route(NOTICE_ROUTES.acceptNotice, ({ principal, body, actor }) => {
      requireSession(principal);
      return noticeBook.accept(principal.userId, body.revision, actor);
    }),
  ];
}
