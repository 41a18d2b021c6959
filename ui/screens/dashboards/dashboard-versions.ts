import { html } from 'htm/preact';
import { DASHBOARD_ROUTES, type Dashboard, type DashboardVersion } from '#schemas/http/dashboards';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useAct } from '../../parts/use-act.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { dashboardWords as words } from '../../text/dashboards.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';

/** How a dashboard was before, and the way back there. */
export function DashboardVersions({
  dashboard,
  onChanged,
  onClose,
}: {
  dashboard: Dashboard;
  onChanged: () => void;
  onClose: () => void;
}) {
  const { notices } = useApp();
  const act = useAct();
  const { dashboardId, name, level, revision } = dashboard;
  const params = { dashboardId };
  const { state, reload } = useLoad(
    (signal) => request(DASHBOARD_ROUTES.dashboardVersions, { params, signal }),
    [dashboardId, revision],
  );
  const restore = (version: DashboardVersion) =>
    act(async () => {
      const body = { name: version.name, widgets: version.widgets, seenRevision: revision };
      await request(DASHBOARD_ROUTES.keepDashboard, { params, body });
      notices.done(words.restored);
      onChanged();
      onClose();
    });
  const loaded = state.value;
  return html`<${Dialog} title=${words.versionsTitle(name)} onClose=${onClose}>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${2} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${words.failedOne} sentence=${loaded.sentence} retry=${reload} />`}
    ${loaded.kind === 'ready' && loaded.value.items.length === 0 && html`<p>${words.versionsNone}</p>`}
    ${
      loaded.kind === 'ready' &&
      html`<ul class="plain-list">
        ${loaded.value.items.map(
          (version) => html`<li key=${version.revision}>
            <span class="grow">
              <span class="strong">${version.name}</span>
              <span class="muted"> ${words.version(dateTime(version.atMs), version.byName)}, ${words.widgets(version.widgets.length)}</span>
            </span>
            ${level !== 'viewer' && html`<button class="button small" onClick=${() => void restore(version)}>${words.restore}</button>`}
          </li>`,
        )}
      </ul>`
    }
    <div class="dialog-buttons"><button class="button" autofocus onClick=${onClose}>${text.close}</button></div>
  <//>`;
}
