import { ACCESS_ROUTES } from '#schemas/http/access';
import { AGENT_FILE_ROUTES } from '#schemas/http/agent-files';
import { ALARM_FIGURE_ROUTES } from '#schemas/http/alarm-figures';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { ALARM_ROUTES } from '#schemas/http/alarms';
import { AUDIT_ROUTES } from '#schemas/http/audit';
import { AUDIT_KEEPING_ROUTES } from '#schemas/http/audit-keeping';
import { BEARING_ROUTES } from '#schemas/http/bearings';
import { CAPACITY_ROUTES } from '#schemas/http/capacity';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { CERTIFICATE_ROUTES } from '#schemas/http/certificates';
import { CLIENT_ROUTES } from '#schemas/http/clients';
import { CONDITION_ROUTES } from '#schemas/http/conditions';
import { DASHBOARD_ROUTES } from '#schemas/http/dashboards';
import { DIAGNOSIS_ROUTES } from '#schemas/http/diagnoses';
import { ENROLMENT_ROUTES } from '#schemas/http/enrolment';
import { FACTOR_ROUTES } from '#schemas/http/factors';
import { FLEET_ROUTES } from '#schemas/http/fleet';
import { HARDENING_ROUTES } from '#schemas/http/hardening';
import { IDENTITY_ROUTES } from '#schemas/http/identities';
import { JOB_ROUTES } from '#schemas/http/jobs';
import { KEY_ROUTES } from '#schemas/http/keys';
import { LIMIT_ROUTES } from '#schemas/http/limits';
import { LIVE_ROUTES } from '#schemas/http/live';
import { MAIL_ROUTES } from '#schemas/http/mail';
import { METRICS_ROUTES } from '#schemas/http/metrics';
import { MODEL_ROUTES } from '#schemas/http/models';
import { NODE_DOCUMENT_ROUTES } from '#schemas/http/node-documents';
import { NODE_ROUTES } from '#schemas/http/nodes';
import { NOTICE_ROUTES } from '#schemas/http/notice';
import { NOTIFICATION_ROUTES } from '#schemas/http/notifications';
import { OPENAPI_ROUTES } from '#schemas/http/openapi';
import { PARTITION_ROUTES } from '#schemas/http/partition';
import { PASSWORD_ROUTES } from '#schemas/http/passwords';
import { PEOPLE_ROUTES } from '#schemas/http/people';
import { PLANT_TRANSFER_ROUTES } from '#schemas/http/plant-transfer';
import { PLOT_NOTE_ROUTES } from '#schemas/http/plot-notes';
import { POINT_ROUTES } from '#schemas/http/points';
import { PREFERENCE_ROUTES } from '#schemas/http/preferences';
import { PROCESS_VALUE_ROUTES } from '#schemas/http/process-values';
import { PROFILE_ROUTES } from '#schemas/http/profile';
import { RIGHTS_ROUTES } from '#schemas/http/rights';
import type { RouteRow } from '#schemas/http/route-row';
import { SEARCH_ROUTES } from '#schemas/http/search';
import { SESSION_ROUTES } from '#schemas/http/session';
import { SETTINGS_ROUTES } from '#schemas/http/settings';
import { SSO_ROUTES } from '#schemas/http/sso';
import { SYSTEM_ROUTES } from '#schemas/http/system';
import { TAG_ROUTES } from '#schemas/http/tags';
import { TEAM_ROUTES } from '#schemas/http/teams';
import { TELEMETRY_ROUTES } from '#schemas/http/telemetry';
import { TREND_ROUTES } from '#schemas/http/trends';
import { WEBHOOK_ROUTES } from '#schemas/http/webhooks';

/** Every REST route of the hub by name, each with its own types: for a program. Screens import only the tables that they use. */
export const API = {
  ...ACCESS_ROUTES,
  ...SESSION_ROUTES,
  ...PREFERENCE_ROUTES,
  ...FACTOR_ROUTES,
  ...MAIL_ROUTES,
  ...PASSWORD_ROUTES,
  ...SSO_ROUTES,
  ...IDENTITY_ROUTES,
  ...PROFILE_ROUTES,
  ...NOTICE_ROUTES,
  ...NOTIFICATION_ROUTES,
  ...WEBHOOK_ROUTES,
  ...PEOPLE_ROUTES,
  ...TEAM_ROUTES,
  ...POINT_ROUTES,
  ...NODE_ROUTES,
  ...NODE_DOCUMENT_ROUTES,
  ...PLANT_TRANSFER_ROUTES,
  ...TREND_ROUTES,
  ...TAG_ROUTES,
  ...BEARING_ROUTES,
  ...RIGHTS_ROUTES,
  ...KEY_ROUTES,
  ...LIMIT_ROUTES,
  ...AUDIT_KEEPING_ROUTES,
  ...AUDIT_ROUTES,
  ...CAPTURE_ROUTES,
  ...PLOT_NOTE_ROUTES,
  ...DIAGNOSIS_ROUTES,
  ...JOB_ROUTES,
  ...MODEL_ROUTES,
  ...AGENT_FILE_ROUTES,
  ...OPENAPI_ROUTES,
  ...CLIENT_ROUTES,
  ...CERTIFICATE_ROUTES,
  ...SETTINGS_ROUTES,
  ...HARDENING_ROUTES,
  ...ENROLMENT_ROUTES,
  ...FLEET_ROUTES,
  ...PARTITION_ROUTES,
  ...CAPACITY_ROUTES,
  ...PROCESS_VALUE_ROUTES,
  ...SEARCH_ROUTES,
  ...DASHBOARD_ROUTES,
  ...SYSTEM_ROUTES,
  ...TELEMETRY_ROUTES,
  ...CONDITION_ROUTES,
  ...ALARM_ROUTES,
  ...ALARM_RULE_ROUTES,
  ...ALARM_FIGURE_ROUTES,
  ...METRICS_ROUTES,
  ...LIVE_ROUTES,
};

/** The same, for whoever goes through all of them. */
export const ROUTES: Readonly<Record<string, RouteRow>> = API;
