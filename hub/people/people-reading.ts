import { AUDIT_EVENTS, type AuditEventName } from '#schemas/audit/events';
import type {
  PeopleExportQuery,
  PeopleQuery,
  PersonActivity,
  PersonDetail,
  PersonRow,
} from '#schemas/http/people';
import type { UserId } from '#schemas/ids/ids';
import { listPage, sortedList } from '../store/list-page.ts';
import type { AccountKeeper } from './account-keeper.ts';
import type { Asker } from './account-rules.ts';
import type { By, PeopleDeps } from './people-deps.ts';
import { filteredPeople, PEOPLE_SHAPE } from './people-list.ts';
import type { PersonViews } from './person-views.ts';

/** What those who look after accounts read of them. */
export class PeopleReading {
  readonly #deps: PeopleDeps & { keeper: AccountKeeper; views: PersonViews };

  constructor(deps: PeopleDeps & { keeper: AccountKeeper; views: PersonViews }) {
    this.#deps = deps;
  }

  /** A page of all who fit the filters. */
  page(query: PeopleQuery, asker: Asker) {
    const { items, nextCursor, total } = listPage(this.#filtered(query), query, PEOPLE_SHAPE);
    return { items: items.map((one) => this.#deps.views.row(one, asker)), nextCursor, total };
  }

  detail(userId: UserId, asker: Asker): PersonDetail {
    return this.#deps.views.detail(this.#deps.keeper.wanted(userId), asker);
  }

  /** All who fit the filters, for a file; that it was taken out is recorded. */
  async export(query: PeopleExportQuery, { asker, actor }: By): Promise<Iterable<PersonRow>> {
    const { store, views } = this.#deps;
    const wanted = query.ids === undefined ? null : new Set<string>(query.ids.split(','));
    const found = this.#filtered(query).filter(({ userId }) => wanted?.has(userId) ?? true);
    const sorted = sortedList(found, query.sort, PEOPLE_SHAPE);
    const details = { format: query.format, accounts: sorted.length };
    await store.record([], [{ event: 'user.exported', actor, details }]);
    return (function* () {
      for (const person of sorted) yield views.row(person, asker);
    })();
  }

  /** When somebody was last there, where they are signed in, and what they did; `deviceOf` says a device in words. */
  async activity(
    userId: UserId,
    deviceOf: (userAgent: string | null) => string,
  ): Promise<PersonActivity> {
    const { keeper, sessions, teams, actsOf } = this.#deps;
    const { lastSignInMs } = keeper.wanted(userId);
    return {
      lastSignInMs,
      sessions: sessions.of(userId).map((session) => ({
        sessionId: session.sessionId,
        isCurrent: false,
        device: deviceOf(session.userAgent),
        address: session.address,
        how: session.how,
        createdMs: session.createdMs,
        lastSeenMs: session.lastSeenMs,
        expiresMs: session.expiresMs,
      })),
      teams: teams.of(userId).map(({ teamId, name, role }) => ({ teamId, name, role })),
      entries: (await actsOf(userId)).map((act) => ({
        ...act,
        says: AUDIT_EVENTS[act.event as AuditEventName]?.says ?? act.event,
      })),
    };
  }

  #filtered(query: PeopleQuery | PeopleExportQuery) {
    const { directory, teams } = this.#deps;
    return filteredPeople(directory.all(), query, (teamId, userId) =>
      teams.isMember(teamId, userId),
    );
  }
}
