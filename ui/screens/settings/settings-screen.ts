import { html } from 'htm/preact';
import type { ComponentType } from 'preact';
import type { Permission } from '#schemas/access/permissions';
import { AccessDenied } from '../../parts/access-denied.ts';
import { Sections } from '../../parts/sections.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { settings } from '../../text/settings.ts';
import { TeamsSection } from '../administration/teams/teams-section.ts';
import { OwnNotificationsSection } from '../notifications/own/own-notifications-section.ts';
import { AppearanceSection } from './appearance-section.ts';
import { KeysSection } from './keys-section.ts';
import { ProfileSection } from './profile-section.ts';
import { RegionalSection } from './regional-section.ts';
import { SecuritySection } from './security-section.ts';
import { SessionsSection } from './sessions-section.ts';

interface SettingsSection {
  readonly key: keyof typeof settings.sections;
  readonly needs: Permission;
  readonly part: ComponentType;
}

const SECTIONS: readonly SettingsSection[] = [
  { key: 'profile', needs: 'account:own', part: ProfileSection },
  { key: 'security', needs: 'account:own', part: SecuritySection },
  { key: 'sessions', needs: 'account:own', part: SessionsSection },
  { key: 'teams', needs: 'team:read', part: () => html`<${TeamsSection} isMine />` },
  { key: 'keys', needs: 'key:own', part: KeysSection },
  { key: 'notifications', needs: 'notification:own', part: OwnNotificationsSection },
  { key: 'appearance', needs: 'session:own', part: AppearanceSection },
  { key: 'regional', needs: 'session:own', part: RegionalSection },
];

/** What belongs to the person: profile, security, sessions, API keys, appearance. */
export function SettingsScreen({ section }: { section: string }) {
  const { session } = useApp();
  const allowed = SECTIONS.filter(({ needs }) => session.may(needs));
  const shown = SECTIONS.find(({ key }) => key === section);
  return html`<${Sections}
    title=${text.nav.settings}
    here=${`/settings/${section}`}
    sections=${allowed.map(({ key }) => ({ path: `/settings/${key}`, word: settings.sections[key] }))}
  >
    ${shown === undefined && html`<p role="alert">${text.problem.pageNotFound}</p>`}
    ${
      shown !== undefined &&
      (!session.may(shown.needs)
        ? html`<${AccessDenied} needs=${[shown.needs]} isPart />`
        : html`<h2>${settings.sections[shown.key]}</h2>
            <${shown.part} key=${shown.key} />`)
    }
  <//>`;
}
