import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { DASHBOARD_ROUTES, type DashboardRow } from '#schemas/http/dashboards';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { dashboardWords as words } from '../../text/dashboards.ts';
import { dateTime } from '../../text/numbers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { type TemplateKey, templateOf } from './templates.ts';

/** A person’s dashboards, and the one that the address names. */
export function DashboardsScreen({ dashboardId }: { dashboardId: string }) {
  return dashboardId === ''
    ? html`<${DashboardList} />`
    : html`<${DashboardPage} key=${dashboardId} dashboardId=${dashboardId} />`;
}

function DashboardList() {
  useTitle(words.title);
  const isMaking = useSignal(false);
  const { state, reload } = useLoad(
    (signal) => request(DASHBOARD_ROUTES.dashboards, { query: { limit: 200 }, signal }),
    [],
  );
  const loaded = state.value;
  const make = () => {
    isMaking.value = true;
  };
  return html`<div class="section whole">
    <div class="fleet-count">
      <h1>${words.title}</h1>
      <button class="button primary" onClick=${make}>${words.make}</button>
    </div>
    <p class="muted">${words.lead}</p>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${3} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${words.failed} sentence=${loaded.sentence} retry=${reload} />`}
    ${
      loaded.kind === 'ready' &&
      (loaded.value.items.length === 0
        ? html`<section class="card stack"><h2>${words.none}</h2><p>${words.noneHint}</p><div><button class="button" onClick=${make}>${words.make}</button></div></section>`
        : html`<ul class="dashboard-cards">${loaded.value.items.map((row) => html`<${Card} key=${row.dashboardId} row=${row} />`)}</ul>`)
    }
    ${
      isMaking.value &&
      html`<${MakeDialog} onClose=${() => {
        isMaking.value = false;
      }} />`
    }
  </div>`;
}

function Card({ row }: { row: DashboardRow }) {
  const { dashboardId, name, ownerName, level, widgets, changedMs } = row;
  return html`<li class="card">
    <h2><a href=${`/dashboards/${dashboardId}`}>${name}</a></h2>
    <p class="muted">
      ${level === 'owner' ? words.levels.owner : `${words.by(ownerName)}, ${words.levels[level]}`} ·
      ${words.widgets(widgets)} · ${words.changed(dateTime(changedMs))}
    </p>
  </li>`;
}

function MakeDialog({ onClose }: { onClose: () => void }) {
  const { router, plant } = useApp();
  const name = useSignal('');
  const template = useSignal<TemplateKey>('shift');
  const submitting = useSubmit(async () => {
    const widgets = templateOf(template.value, plant.order.peek());
    const body = { name: name.value.trim(), widgets };
    const { dashboardId } = await request(DASHBOARD_ROUTES.makeDashboard, { body });
    onClose();
    router.go(`/dashboards/${dashboardId}`);
  });
  return html`<${FormDialog} title=${words.makeTitle} action=${words.make} of=${submitting} draft=${() => name.value} onClose=${onClose}>
    <${TextField} id="dashboard-name" label=${words.name} value=${name} required autofocus />
    <${SelectField} id="dashboard-template" label=${words.template} value=${template} choices=${Object.entries(words.templates)} />
  <//>`;
}
