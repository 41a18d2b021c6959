import { monotonicFactory } from 'ulid';
import { z } from 'zod';

const ULID = '[0-9A-HJKMNP-TV-Z]{26}';
const nextUlid = monotonicFactory();

function idSchema<Prefix extends string>(prefix: Prefix) {
  return z.templateLiteral([`${prefix}_`, z.string().regex(new RegExp(`^${ULID}$`))]);
}

/** A measuring point: one axis of one sensor on one machine. */
export const PointId = idSchema('pt');
export type PointId = z.infer<typeof PointId>;

/** A person's account. */
export const UserId = idSchema('us');
export type UserId = z.infer<typeof UserId>;

/** One condition change of one point. */
export const ChangeId = idSchema('ch');
export type ChangeId = z.infer<typeof ChangeId>;

/** A signed-in session of a person. */
export const SessionId = idSchema('se');
export type SessionId = z.infer<typeof SessionId>;

/** A team of people. */
export const TeamId = idSchema('tm');
export type TeamId = z.infer<typeof TeamId>;

/** An API key; the secret itself is no id. */
export const KeyId = idSchema('ky');
export type KeyId = z.infer<typeof KeyId>;

/** A diagnosis of a recording that somebody handed in. */
export const DiagnosisId = idSchema('dg');
export type DiagnosisId = z.infer<typeof DiagnosisId>;

/** A job that an agent does for the hub. */
export const JobId = idSchema('jb');
export type JobId = z.infer<typeof JobId>;

/** Something that was wrong with the system itself, from when to when. */
export const SystemConditionId = idSchema('sc');
export type SystemConditionId = z.infer<typeof SystemConditionId>;

/** A node of the plant’s tree: from the enterprise down to a position on a machine. */
export const NodeId = idSchema('nd');
export type NodeId = z.infer<typeof NodeId>;

/** One change of the plant by a person, as its history keeps it. */
export const PlantChangeId = idSchema('pc');
export type PlantChangeId = z.infer<typeof PlantChangeId>;

/** A picture or a paper that belongs to a node. */
export const DocumentId = idSchema('dc');
export type DocumentId = z.infer<typeof DocumentId>;

/** A machine kept as a pattern for others. */
export const TemplateId = idSchema('mt');
export type TemplateId = z.infer<typeof TemplateId>;

/** An alarm: from when it was raised until it is closed. */
export const AlarmId = idSchema('al');
export type AlarmId = z.infer<typeof AlarmId>;

/** A capture: the raw waveforms of some points over one window of time. */
export const CaptureId = idSchema('cp');
export type CaptureId = z.infer<typeof CaptureId>;

/** A note on a plot of a capture. */
export const PlotNoteId = idSchema('pn');
export type PlotNoteId = z.infer<typeof PlotNoteId>;

/** A rule by which captures are made again and again. */
export const CaptureRuleId = idSchema('cr');
export type CaptureRuleId = z.infer<typeof CaptureRuleId>;

/** A rule by which alarms are raised. */
export const AlarmRuleId = idSchema('ar');
export type AlarmRuleId = z.infer<typeof AlarmRuleId>;

/** Alarms of one rule on one asset that are shelved or out of service. */
export const AlarmHoldId = idSchema('ah');
export type AlarmHoldId = z.infer<typeof AlarmHoldId>;

/** Who is told, after how long, of an alarm that nobody acknowledges. */
export const EscalationPolicyId = idSchema('ep');
export type EscalationPolicyId = z.infer<typeof EscalationPolicyId>;

/** Who is on shift when. */
export const ShiftCalendarId = idSchema('sk');
export type ShiftCalendarId = z.infer<typeof ShiftCalendarId>;

/** What the site wants done when there is an alarm. */
export const ProcedureId = idSchema('pd');
export type ProcedureId = z.infer<typeof ProcedureId>;

/** Something that people were told of. */
export const NotificationId = idSchema('nt');
export type NotificationId = z.infer<typeof NotificationId>;

/** One notification on its way to one receiver by one channel. */
export const DeliveryId = idSchema('dv');
export type DeliveryId = z.infer<typeof DeliveryId>;

/** An address that is told of events by an HTTP request. */
export const WebhookId = idSchema('wh');
export type WebhookId = z.infer<typeof WebhookId>;

/** A browser that takes notifications while Tremolo is closed. */
export const PushId = idSchema('ps');
export type PushId = z.infer<typeof PushId>;

/** A named value beside the vibration. */
export const ProcessValueId = idSchema('pv');
export type ProcessValueId = z.infer<typeof ProcessValueId>;

/** A dashboard that somebody made. */
export const DashboardId = idSchema('db');
export type DashboardId = z.infer<typeof DashboardId>;

/** What `newId` makes ids of. */
export type IdPrefix =
  | 'nt'
  | 'dv'
  | 'wh'
  | 'ps'
  | 'al'
  | 'ar'
  | 'ah'
  | 'ep'
  | 'sk'
  | 'pd'
  | 'cp'
  | 'pn'
  | 'cr'
  | 'pt'
  | 'pv'
  | 'db'
  | 'us'
  | 'ch'
  | 'se'
  | 'tm'
  | 'ky'
  | 'dg'
  | 'jb'
  | 'sc'
  | 'nd'
  | 'pc'
  | 'dc'
  | 'mt';

/** A new id with the given prefix: a ULID, so that ids sort by the time of their making. */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): `${Prefix}_${string}` {
  return `${prefix}_${nextUlid()}`;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** A sensor names itself: lower-case letters, digits and hyphens, at most 63, safe inside a topic. */
export const SensorId = z
  .string()
  .regex(NAME, 'lower-case letters, digits and hyphens, at most 63');
export type SensorId = z.infer<typeof SensorId>;

/** An agent's name, with the same rule as a sensor's. */
export const AgentId = z.string().regex(NAME, 'lower-case letters, digits and hyphens, at most 63');
export type AgentId = z.infer<typeof AgentId>;
