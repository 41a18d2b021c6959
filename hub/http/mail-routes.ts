import { MAIL_ROUTES } from '#schemas/http/mail';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';

/** Trying the ways out of the hub: the mail relay and the gateway for text messages. */
export function mailRoutes(flows: Flows): Route[] {
  const { mailer, notices } = flows.rooms;
  return [
    route(MAIL_ROUTES.testMail, ({ body, actor }) => notices.testMail(body.to, actor)),
    route(MAIL_ROUTES.testSms, ({ body, actor }) => notices.testSms(body.to, actor)),
    route(MAIL_ROUTES.outbox, () => mailer.state()),
  ];
}
