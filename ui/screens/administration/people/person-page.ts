import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ComponentType } from 'preact';
import { type HandedLink, PEOPLE_ROUTES, type PersonDetail } from '#schemas/http/people';
import type { UserId } from '#schemas/ids/ids';
import { request } from '../../../http/request.ts';
import { Dialog } from '../../../parts/dialog/dialog.ts';
import { Icon } from '../../../parts/icon.ts';
import { Tabs } from '../../../parts/tabs.ts';
import { Tag } from '../../../parts/tag.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { useAddress } from '../../../session/use-address.ts';
import { dateTime } from '../../../text/numbers.ts';
import { people, person as words } from '../../../text/people.ts';
import { roleNameWords } from '../../../text/role-name.ts';
import { loadedPart } from '../../settings/loaded-part.ts';
import { LinkToHandOver } from './link-to-hand-over.ts';
import { PersonAccess } from './person-access.ts';
import { PersonActivityTab } from './person-activity.ts';
import { PersonKeys } from './person-keys.ts';
import { PersonProfile } from './person-profile.ts';
import { PersonSessions } from './person-sessions.ts';
import type { PersonTabProps } from './person-tab-props.ts';
import { PersonTeams } from './person-teams.ts';

const TABS: Record<keyof typeof words.tabs, ComponentType<PersonTabProps>> = {
  profile: PersonProfile,
  access: PersonAccess,
  teams: PersonTeams,
  sessions: PersonSessions,
  keys: PersonKeys,
  activity: PersonActivityTab,
};
type TabKey = keyof typeof TABS;

/** One account: what is known of it, what it may, where it is signed in, what it did, and what may be done to it. */
export function PersonPage({ userId }: { userId: UserId }) {
  const { session } = useApp();
  const address = useAddress();
  const { state, reload } = useLoad(
    (signal) => request(PEOPLE_ROUTES.person, { params: { userId }, signal }),
    [userId],
  );
  const handed = useSignal<HandedLink | null>(null);
  const closeLink = () => {
    handed.value = null;
  };
  const tabs = (Object.keys(TABS) as TabKey[]).filter(
    (key) => key !== 'access' || session.may('role:read'),
  );
  const here = tabs.find((key) => key === address.get('tab')) ?? 'profile';
  return html`<p>
      <a class="way-back" href=${address.with({ person: '', tab: '' })}><${Icon} name="back" />${words.back}</a>
    </p>
    ${loadedPart(
      state.value,
      reload,
      (person) => html`
        <${Head} person=${person} />
        <${Tabs}
          label=${words.sections}
          here=${here}
          tabs=${tabs.map((key) => ({
            key,
            word: words.tabs[key],
            path: address.with({ tab: key === 'profile' ? '' : key }),
          }))}
        />
        <${TABS[here]}
          key=${here}
          person=${person}
          onChanged=${reload}
          onLink=${(link: HandedLink) => {
            handed.value = link;
            reload();
          }}
        />
      `,
    )}
    ${
      handed.value !== null &&
      html`<${Dialog} title=${people.linkTitle} onClose=${closeLink}>
        <${LinkToHandOver} handed=${handed.value} onDone=${closeLink} />
      <//>`
    }`;
}

function Head({ person }: { person: PersonDetail }) {
  const { session } = useApp();
  const own = session.state.value;
  const isOneself = own.kind === 'person' && own.info.user.userId === person.userId;
  const { status, lockedUntilMs, erasedFromMs } = person;
  return html`<div class="page-head">
    <h3>${person.name}</h3>
    ${person.fullName !== null && html`<span class="muted">${person.fullName}</span>`}
    <span class="tags">
      <${Tag} kind=${person.role === 'admin' ? 'strong' : 'plain'}>${roleNameWords(person.role, person.roleName)}<//>
      <${Tag} kind=${status === 'active' ? 'plain' : 'notice'}>${people.statuses[status]}<//>
      ${lockedUntilMs !== null && html`<${Tag} kind="notice">${people.locked}<//>`}
      ${person.isProtected && html`<${Tag}>${people.protectedShort}<//>`}
    </span>
    ${isOneself && html`<p>${words.isOneself}</p>`}
    ${!isOneself && person.isProtected && html`<p>${words.isProtected}</p>`}
    ${lockedUntilMs !== null && html`<p>${words.lockedUntil(dateTime(lockedUntilMs))}</p>`}
    ${person.isSample && html`<p>${words.isSample}</p>`}
    ${person.mustChangePassword && html`<p>${words.mustChange}</p>`}
    ${erasedFromMs !== null && html`<p>${words.erasedFrom(dateTime(erasedFromMs))}</p>`}
  </div>`;
}
