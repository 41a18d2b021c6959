import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { ListedStatus } from '#schemas/http/people';
import { TEAM_ROUTES } from '#schemas/http/teams';
import { request } from '../../../http/request.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { useAddressSignal } from '../../../session/use-address.ts';
import { people as words } from '../../../text/people.ts';

const DAY_MS = 86_400_000;
const DAYS: Readonly<Record<string, number>> = {
  day: 1,
  week: 7,
  month: 30,
  year: 365,
  not30: 30,
  not90: 90,
};
const NAMES = ['status', 'role', 'team', 'seen', 'registered'] as const;

/** What narrows the list of accounts; kept in the address. */
export interface UsersFilterValues {
  readonly signals: Readonly<Record<(typeof NAMES)[number], Signal<string>>>;
  readonly chosen: readonly string[];
  readonly isAny: boolean;
  /** As the hub wants it. */
  query(nowMs: number): Record<string, string | number | undefined>;
}

/** The filters of the list of accounts. */
export function useUsersFilters(): UsersFilterValues {
  const signals = {
    status: useAddressSignal('status'),
    role: useAddressSignal('role'),
    team: useAddressSignal('team'),
    seen: useAddressSignal('seen'),
    registered: useAddressSignal('registered'),
  };
  const chosen = NAMES.map((name) => signals[name].value);
  const [status, role, team, seen, registered] = chosen;
  return {
    signals,
    chosen,
    isAny: chosen.some((value) => value !== ''),
    query: (nowMs) => {
      const ago = (span: string) =>
        span in DAYS ? Math.floor(nowMs - DAYS[span] * DAY_MS) : undefined;
      const isAway = seen.startsWith('not');
      return {
        status: status || undefined,
        role: role || undefined,
        team: team || undefined,
        seenFrom: isAway ? undefined : ago(seen),
        unseenSince: isAway ? ago(seen) : undefined,
        from: ago(registered),
      };
    },
  };
}

/** The controls for them. */
export function UsersFilters({
  filters: { signals, isAny },
  roles,
}: {
  filters: UsersFilterValues;
  roles: readonly (readonly [string, string])[];
}) {
  const teams = useTeamNames();
  const clear = () => {
    for (const name of NAMES) signals[name].value = '';
  };
  const { statuses, seenSpans, registeredSpans } = words;
  const states = ListedStatus.options.map((one) => [one, statuses[one]] as const);
  return html`<div class="people-filters">
    <${SelectField} id="people-status" label=${words.status} value=${signals.status} choices=${[['', words.anyStatus], ...states]} />
    <${SelectField} id="people-role" label=${words.role} value=${signals.role} choices=${[['', words.anyRole], ...roles]} />
    ${teams.length > 0 && html`<${SelectField} id="people-team" label=${words.team} value=${signals.team} choices=${[['', words.anyTeam], ...teams]} />`}
    <${SelectField} id="people-seen" label=${words.seen} value=${signals.seen} choices=${Object.entries(seenSpans)} />
    <${SelectField} id="people-registered" label=${words.registered} value=${signals.registered} choices=${Object.entries(registeredSpans)} />
    ${isAny && html`<button class="button quiet" onClick=${clear}>${words.noFilters}</button>`}
  </div>`;
}

const TEAMS_MAX = 200;

function useTeamNames(): (readonly [string, string])[] {
  const { session } = useApp();
  const maySee = session.may('team:read');
  const { state } = useLoad(
    async (signal) =>
      maySee
        ? (await request(TEAM_ROUTES.teams, { query: { limit: TEAMS_MAX }, signal })).items
        : [],
    [maySee],
  );
  const loaded = state.value;
  return loaded.kind === 'ready' ? loaded.value.map(({ teamId, name }) => [teamId, name]) : [];
}
