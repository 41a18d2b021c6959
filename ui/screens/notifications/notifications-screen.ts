import { useSignal, useSignalEffect } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { NOTIFICATION_ROUTES } from '#schemas/http/notifications';
import { PRIORITIES } from '#schemas/notifications/event-names';
import type { FeedItem } from '#schemas/notifications/notification';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useAct } from '../../parts/use-act.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { notificationWords as words } from '../../text/notifications.ts';
import { FeedRow } from './feed-row.ts';

const STATES = ['all', 'unread'] as const;
const GROUPS = ['all', 'alarms', 'jobs', 'system'] as const;
const LEAST = [...PRIORITIES].reverse();
const TYPING_MS = 250;

/** What the person was told, newest first: by state, subject and priority, read and unread. */
export function NotificationsScreen() {
  const { tellings, notices, now } = useApp();
  useTitle(words.title);
  const asked = new URLSearchParams(location.search);
  const state = useSignal(chosen(asked.get('state'), STATES));
  const group = useSignal(chosen(asked.get('group'), GROUPS));
  const least = useSignal(chosen(asked.get('least'), LEAST));
  const search = useSignal(asked.get('q') ?? '');
  const sought = useSettled(search.value.trim());
  const older = useSignal<readonly FeedItem[]>([]);
  const cursor = useSignal<string | null>(null);
  const act = useAct();
  const filters = {
    state: state.value,
    ...(group.value === 'all' ? {} : { group: group.value }),
    least: least.value,
    ...(sought === '' ? {} : { q: sought }),
  };
  const question = JSON.stringify(filters);
  const { state: loaded, reload } = useLoad(
    async (signal) => {
      const page = await request(NOTIFICATION_ROUTES.notifications, { query: filters, signal });
      older.value = [];
      cursor.value = page.nextCursor;
      return page;
    },
    [question],
  );
  useEffect(() => keepInAddress(filters), [question]);
  const turn = useRef(tellings.turn.peek());
  useSignalEffect(() => {
    if (tellings.turn.value === turn.current) return;
    turn.current = tellings.turn.value;
    // Whoever has gone back in time is not thrown to the top by something new.
    if (older.peek().length === 0) reload();
  });
  const mark = (body: {
    ids?: FeedItem['notificationId'][];
    throughMs?: number;
    isRead: boolean;
  }) =>
    act(async () => {
      tellings.count(await request(NOTIFICATION_ROUTES.markNotifications, { body }));
      reload();
    });
  const more = () =>
    act(async () => {
      const query = { ...filters, cursor: cursor.peek() ?? undefined };
      const page = await request(NOTIFICATION_ROUTES.notifications, { query });
      older.value = [...older.peek(), ...page.items];
      cursor.value = page.nextCursor;
    });
  const markAll = async () => {
    if (await mark({ throughMs: Math.floor(now.peek()), isRead: true })) notices.done(words.marked);
  };
  const shown = loaded.value;
  const items = shown.kind === 'ready' ? [...shown.value.items, ...older.value] : [];
  const isNarrowed = state.value !== 'all' || group.value !== 'all' || least.value !== 'low';
  return html`<div class="section whole feed">
    <div class="feed-head">
      <h1>${words.title}</h1>
      <div class="form-buttons">
        <button class="button" disabled=${tellings.unread.value === 0} onClick=${markAll}>${words.markAll}</button>
        <a class="button" href="/settings/notifications">${words.choose}</a>
      </div>
    </div>
    <div class="filter-row feed-filters">
      <${SelectField} id="feed-state" label=${words.state} value=${state} choices=${STATES.map((one) => [one, words.states[one]])} />
      <${SelectField} id="feed-group" label=${words.group} value=${group} choices=${GROUPS.map((one) => [one, words.groups[one]])} />
      <${SelectField} id="feed-least" label=${words.least} value=${least} choices=${LEAST.map((one) => [one, words.leastOf[one]])} />
      <${TextField} id="feed-search" label=${words.search} type="search" value=${search} />
    </div>
    ${shown.kind === 'loading' && html`<${Skeleton} blocks=${3} />`}
    ${shown.kind === 'failed' && html`<${Failure} title=${words.failed} sentence=${shown.sentence} retry=${reload} />`}
    ${
      shown.kind === 'ready' &&
      items.length === 0 &&
      html`<p class="table-empty" role="status">${isNarrowed || sought !== '' ? words.noneFits : words.none}</p>`
    }
    ${
      items.length > 0 &&
      html`<ol class="feed-list">
        ${items.map(
          (item) =>
            html`<${FeedRow} key=${item.notificationId} item=${item} onMark=${(isRead: boolean) => void mark({ ids: [item.notificationId], isRead })} />`,
        )}
      </ol>`
    }
    ${
      shown.kind === 'ready' &&
      cursor.value !== null &&
      html`<p><button class="button" onClick=${() => void more()}>${words.more}</button></p>`
    }
  </div>`;
}

function chosen<Value extends string>(asked: string | null, values: readonly Value[]): Value {
  return values.find((one) => one === asked) ?? values[0];
}

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const settled = useSignal(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      settled.value = text;
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled.value;
}

/** So that the list is the same again by its address. */
function keepInAddress(filters: Readonly<Record<string, string>>): void {
  const usual: Readonly<Record<string, string>> = { state: 'all', least: 'low' };
  const said = Object.entries(filters).filter(([name, value]) => usual[name] !== value);
  const query = new URLSearchParams(said).toString();
  history.replaceState(history.state, '', query === '' ? location.pathname : `?${query}`);
}
