import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { request } from '../../http/request.ts';
import { Badge } from '../../parts/badge.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useNarrow } from '../../parts/use-narrow.ts';
import { useApp } from '../../session/app.ts';
import { homeWords as words } from '../../text/home.ts';
import { count, NO_VALUE } from '../../text/numbers.ts';
import { sumOf } from '../../websocket/alarm-order.ts';
import { fullName } from '../../websocket/point-cell.ts';
import { NEEDS_ATTENTION } from '../../websocket/rank.ts';
import { useLive } from '../jobs/use-live.ts';

const WORST = 3;

/** What is needed of the route that lists jobs: the whole table knows every kind of job, and this belongs to the first load. */
const RUNNING_JOBS = {
  method: 'GET',
  path: '/api/v1/jobs',
  permission: 'job:read',
  tag: 'jobs',
  summary: 'How many jobs run.',
  query: z.object({ state: z.string(), limit: z.number() }),
  answer: z.object({ total: z.number().nullable() }),
} as const satisfies RouteRow;

/** What somebody with a phone in a glove wants first: counts, the worst, what runs, and the ways on. Over the tiles. */
export function PhoneHome() {
  const { session } = useApp();
  if (!useNarrow()) return null;
  return html`<section class="phone-home" aria-label=${words.title}>
    <${Cards} />
    <${Worst} />
    <nav class="phone-quick" aria-label=${words.quick}>
      ${session.mayAnywhere('alarm:read') && html`<a class="button primary" href="/alarms">${words.toAlarms}</a>`}
      <a class="button" href="/?view=list">${words.toWorst}</a>
      ${session.mayAnywhere('capture:read') && html`<a class="button" href="/captures">${words.toCaptures}</a>`}
      ${session.may('job:read') && html`<a class="button" href="/jobs">${words.toJobs}</a>`}
    </nav>
  </section>`;
}

function Cards() {
  const { plant, alarms, session } = useApp();
  const { danger, warning } = plant.counts.value;
  const waiting = alarms.isLoaded.value ? sumOf(alarms.waiting.value) : null;
  return html`<div class="phone-cards">
    <${Card} n=${danger} word=${words.danger} href="/?view=list" look=${danger > 0 ? 'danger' : null} />
    <${Card} n=${warning} word=${words.warning} href="/?view=list" look=${warning > 0 ? 'warning' : null} />
    ${session.mayAnywhere('alarm:read') && html`<${Card} n=${waiting} word=${words.alarms} href="/alarms" look=${null} />`}
    ${session.may('job:read') && html`<${RunningJobs} />`}
  </div>`;
}

/** `n` null: not known yet. */
function Card({
  n,
  word,
  href,
  look,
}: {
  n: number | null;
  word: string;
  href: string;
  look: 'danger' | 'warning' | null;
}) {
  return html`<a class="phone-card" href=${href} data-look=${look ?? undefined}>
    <strong>${n === null ? NO_VALUE : count(n)}</strong><span>${word}</span>
  </a>`;
}

function RunningJobs() {
  const { live } = useApp();
  const { state, reload } = useLoad(
    (signal) => request(RUNNING_JOBS, { query: { state: 'running', limit: 1 }, signal }),
    [],
  );
  useEffect(() => {
    live.subscribe('jobs');
    return () => live.unsubscribe('jobs');
  }, []);
  const shown = useLive(state, reload, 'running').state.value;
  const n = shown.kind === 'ready' ? shown.value.total : null;
  return html`<${Card} n=${n} word=${words.jobs} href="/jobs" look=${null} />`;
}

function Worst() {
  const { plant, lastKnown } = useApp();
  if (!plant.loaded.value) {
    // As many rows as there will most likely be: what is below must not jump away under a finger. Of a plant never seen: all is well.
    const known = lastKnown.known.peek();
    const rows = known === null ? 0 : Math.min(WORST, attentionOf(known.counts));
    return html`<div data-rows=${rows} class="phone-worst-waits" aria-hidden="true"></div>`;
  }
  const worst = plant.order.value
    .slice(0, WORST)
    .flatMap((id) => plant.cell(id) ?? [])
    .filter((cell) => NEEDS_ATTENTION.includes(cell.appearance.value));
  if (worst.length === 0) return html`<p class="muted">${words.calm}</p>`;
  return html`<div>
    <h2>${words.worst}</h2>
    <ul class="phone-worst">
      ${worst.map((cell) => {
        const point = cell.point.value;
        return html`<li key=${point.pointId}>
          <a href=${`/point/${point.pointId}`}>
            <${Badge} appearance=${cell.appearance.value} /><span>${fullName(point)}</span>
          </a>
        </li>`;
      })}
    </ul>
  </div>`;
}

function attentionOf(counts: Readonly<Record<string, number>>): number {
  return NEEDS_ATTENTION.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
}
