import { z } from 'zod';
import { ALARM_SOURCES } from '#schemas/alarms/alarm-source';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import { NodeId, ProcedureId } from '#schemas/ids/ids';
import { FaultLabel } from '#schemas/readings/finding';

/** A page of the site that helps; only web addresses, so that nothing runs by being clicked. */
export const ProcedureLink = z.strictObject({
  title: z.string().trim().min(1).max(80),
  url: z.url({ protocol: /^https?$/ }).max(500),
});

/** What a site wants done when there is an alarm of this kind, beside or instead of what Tremolo says. */
export const ProcedureBody = z.strictObject({
  name: z.string().trim().min(1).max(80).regex(PLAIN_NAME, NO_PLAIN_NAME),
  /** The part of the plant in which it holds; null: everywhere. */
  nodeId: NodeId.nullable().default(null),
  /** For which causes it is offered of itself; both null: only where a rule names it. */
  fault: FaultLabel.nullable().default(null),
  source: z.enum(ALARM_SOURCES).nullable().default(null),
  /** One thing to do each, in order. Plain text. */
  steps: z.array(z.string().trim().min(1).max(400)).max(20).default([]),
  links: z.array(ProcedureLink).max(10).default([]),
  /** The steps of Tremolo are not shown beside them. */
  replacesBuiltIn: z.boolean().default(false),
});
export type ProcedureBody = z.infer<typeof ProcedureBody>;

export const Procedure = ProcedureBody.extend({
  procedureId: ProcedureId,
  revision: z.number().int().positive(),
});
export type Procedure = z.infer<typeof Procedure>;
