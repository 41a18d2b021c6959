import { html } from 'htm/preact';
import type { ComponentType } from 'preact';
import type { Permission } from '#schemas/access/permissions';
import { AccessDenied } from '../../parts/access-denied.ts';
import { Sections } from '../../parts/sections.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { text } from '../../text/en.ts';
import { ChannelsSection } from '../notifications/channels/channels-section.ts';
import { AllKeysSection } from './all-keys-section.ts';
import { AreasSection } from './areas/areas-section.ts';
import { AuditActivityPart, AuditSection } from './audit/audit-section.ts';
import { HardeningSection } from './hardening-section.ts';
import { UsersSection } from './people/users-section.ts';
import { RolesSection } from './roles/roles-section.ts';
import {
  ConditionsSection,
  LimitsSection,
  MailSection,
  SignInSection,
  SiteSection,
  TrailSection,
} from './settings/settings-sections.ts';
import { SsoSection } from './sso/sso-section.ts';
import { TagsSection } from './tags-section.ts';
import { TeamsSection } from './teams/teams-section.ts';

interface AdministrationSection {
  readonly key: keyof typeof administration.sections;
  readonly needs: Permission;
  /** Who may this finds it elsewhere. */
  readonly unless?: Permission;
  readonly part: ComponentType;
}

const SECTIONS: readonly AdministrationSection[] = [
  { key: 'users', needs: 'user:read', part: UsersSection },
  { key: 'teams', needs: 'team:read', part: () => html`<${TeamsSection} />` },
  { key: 'roles', needs: 'role:read', part: RolesSection },
  { key: 'areas', needs: 'role:read', part: AreasSection },
  { key: 'tags', needs: 'plant:edit', part: TagsSection },
  { key: 'audit', needs: 'audit:read', part: AuditSection },
  { key: 'activity', needs: 'analytics:read', unless: 'audit:read', part: AuditActivityPart },
  { key: 'keys', needs: 'key:manage', part: AllKeysSection },
  { key: 'general', needs: 'setting:read', part: SiteSection },
  { key: 'signIn', needs: 'setting:read', part: SignInSection },
  { key: 'sso', needs: 'setting:read', part: SsoSection },
  { key: 'mail', needs: 'setting:read', part: MailSection },
  { key: 'channels', needs: 'notification:configure', part: ChannelsSection },
  { key: 'limits', needs: 'setting:read', part: LimitsSection },
  { key: 'trail', needs: 'setting:read', part: TrailSection },
  { key: 'conditions', needs: 'setting:read', part: ConditionsSection },
  { key: 'hardening', needs: 'setting:read', part: HardeningSection },
];

/** Who looks after the site finds everything here that the role permits. */
export function AdministrationScreen({ section }: { section: string }) {
  const { session } = useApp();
  const allowed = SECTIONS.filter(
    ({ needs, unless }) => session.may(needs) && !(unless !== undefined && session.may(unless)),
  );
  const wanted = section === '' ? allowed[0]?.key : section;
  const shown = SECTIONS.find(({ key }) => key === wanted);
  return html`<${Sections}
    title=${administration.title}
    here=${`/administration/${wanted}`}
    sections=${allowed.map(({ key }) => ({ path: `/administration/${key}`, word: administration.sections[key] }))}
  >
    ${shown === undefined && html`<p role="alert">${text.problem.pageNotFound}</p>`}
    ${
      shown !== undefined &&
      (!session.may(shown.needs)
        ? html`<${AccessDenied} needs=${[shown.needs]} isPart />`
        : html`<h2>${administration.sections[shown.key]}</h2>
            <${shown.part} key=${shown.key} />`)
    }
  <//>`;
}
