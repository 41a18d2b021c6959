import { z } from 'zod';
import { AlarmFigures } from '#schemas/alarms/figures';
import type { RouteRow } from '#schemas/http/route-row';

const DAYS_MAX = 400;
const moment = z.coerce.number().int().nonnegative();

export const FigureQuery = z
  .object({
    from: moment,
    to: moment,
    operators: z.coerce.number().int().min(1).max(100).default(1),
    area: z.string().max(80).optional(),
  })
  .refine(({ from, to }) => to > from && to - from <= DAYS_MAX * 86_400_000, {
    message: `to comes after from, by ${DAYS_MAX} days at most.`,
    path: ['to'],
  });
export type FigureQuery = z.infer<typeof FigureQuery>;

export const ALARM_FIGURE_ROUTES = {
  alarmFigures: {
    method: 'GET',
    path: '/api/v1/alarm-figures',
    permission: 'alarm:read',
    within: 'sight',
    tag: 'alarms',
    summary: 'What alarms came to, each figure against what ISA-18.2 and EEMUA 191 ask for.',
    query: FigureQuery,
    answer: AlarmFigures,
    limit: 'work',
  },
} as const satisfies Record<string, RouteRow>;
