import { html } from 'htm/preact';
import type { ComponentType } from 'preact';
import type { Permission } from '#schemas/access/permissions';
import { Tabs } from '../../../parts/tabs.ts';
import { useApp } from '../../../session/app.ts';
import { useAddress } from '../../../session/use-address.ts';
import { auditWords } from '../../../text/audit.ts';
import { LazyScreen } from '../../lazy-screen.ts';
import { AuditEntries } from './audit-entries.ts';
import { AuditKept } from './audit-kept.ts';
import { AuditLive } from './audit-live.ts';
import { AuditReports } from './audit-reports.ts';
import { AuditTimeline } from './audit-timeline.ts';

interface View {
  readonly key: keyof typeof auditWords.view;
  readonly needs: Permission;
  readonly part: ComponentType;
}

/** Fetched when it is first opened: nothing else here needs the charts. */
const loadActivity = async () => (await import('./audit-activity.ts')).AuditActivityView;

/** The figures alone, for who may see how Tremolo is used but not who did what. */
export function AuditActivityPart() {
  return html`<${LazyScreen} load=${loadActivity} />`;
}

const VIEWS: readonly View[] = [
  { key: 'entries', needs: 'audit:read', part: AuditEntries },
  { key: 'timeline', needs: 'audit:read', part: AuditTimeline },
  { key: 'live', needs: 'audit:read', part: AuditLive },
  { key: 'activity', needs: 'analytics:read', part: AuditActivityPart },
  { key: 'reports', needs: 'audit:export', part: AuditReports },
  { key: 'kept', needs: 'audit:read', part: AuditKept },
];

/** Who did what: searched, followed, drawn, taken out, proven. */
export function AuditSection() {
  const { session } = useApp();
  const address = useAddress();
  const allowed = VIEWS.filter(({ needs }) => session.may(needs));
  const shown = allowed.find(({ key }) => key === address.get('view')) ?? allowed[0];
  return html`<${Tabs}
      label=${auditWords.views}
      here=${shown.key}
      tabs=${allowed.map(({ key }) => ({
        key,
        word: auditWords.view[key],
        path: address.with({ view: key === 'entries' ? '' : key, entry: '', page: '' }),
      }))}
    />
    <${shown.part} key=${shown.key} />`;
}
