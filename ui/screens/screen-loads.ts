import type { ComponentType } from 'preact';
import { describeError } from '#schemas/errors/tremolo-error';
import type { Route } from '../session/router.ts';

/** The screens whose scripts are fetched when they are first opened: the charts are not needed to see the plant. */
export const SCREEN_LOADS = {
  point: async () => (await import('./point/point-screen.ts')).PointScreen,
  machine: async () => (await import('./machine/machine-screen.ts')).MachineScreen,
  'plant-editor': async () =>
    (await import('./plant-editor/plant-editor-screen.ts')).PlantEditorScreen,
  wall: async () => (await import('./wall/wall-screen.ts')).WallScreen,
  setup: async () => (await import('./setup/setup-screen.ts')).SetupScreen,
  forgot: async () => (await import('./link/forgot-screen.ts')).ForgotScreen,
  reset: async () => (await import('./link/reset-screen.ts')).ResetScreen,
  'verify-email': async () => (await import('./link/verify-email-screen.ts')).VerifyEmailScreen,
  register: async () => (await import('./link/register-screen.ts')).RegisterScreen,
  settings: async () => (await import('./settings/settings-screen.ts')).SettingsScreen,
  administration: async () =>
    (await import('./administration/administration-screen.ts')).AdministrationScreen,
  analysis: async () => (await import('./analysis/analysis-screen.ts')).AnalysisScreen,
  trends: async () => (await import('./trends/trends-screen.ts')).TrendsScreen,
  captures: async () => (await import('./captures/captures-screen.ts')).CapturesScreen,
  diagnoses: async () => (await import('./diagnoses/diagnoses-screen.ts')).DiagnosesScreen,
  alarms: async () => (await import('./alarms/alarms-screen.ts')).AlarmsScreen,
  notifications: async () =>
    (await import('./notifications/notifications-screen.ts')).NotificationsScreen,
  jobs: async () => (await import('./jobs/jobs-screen.ts')).JobsScreen,
  fleet: async () => (await import('./fleet/fleet-screen.ts')).FleetScreen,
  dashboards: async () => (await import('./dashboards/dashboards-screen.ts')).DashboardsScreen,
  search: async () => (await import('./search/search-screen.ts')).SearchScreen,
  docs: async () => (await import('./docs/docs-screen.ts')).DocsScreen,
  system: async () => (await import('./system/system-screen.ts')).SystemScreen,
} satisfies Partial<Record<Route['screen'], () => Promise<ComponentType<never>>>>;

const LOADS: Partial<Record<Route['screen'], () => Promise<unknown>>> = SCREEN_LOADS;

/** Has the script of this screen come while the hub is asked who is here. What does not come is asked for again where it is drawn. */
export function fetchEarly({ screen }: Route): void {
  LOADS[screen]?.().catch((error) => console.warn(describeError(error)));
}
