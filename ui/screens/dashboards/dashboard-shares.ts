import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { DASHBOARD_ROUTES, type Dashboard } from '#schemas/http/dashboards';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useAct } from '../../parts/use-act.ts';
import { useApp } from '../../session/app.ts';
import { dashboardWords as words } from '../../text/dashboards.ts';

interface DashboardDialogProps {
  readonly dashboard: Dashboard;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** With whom a dashboard is shared, and for what. */
export function DashboardShares({ dashboard, onChanged, onClose }: DashboardDialogProps) {
  const { notices } = useApp();
  const act = useAct();
  const kind = useSignal<'person' | 'team'>('person');
  const name = useSignal('');
  const level = useSignal<'viewer' | 'editor'>('viewer');
  const params = { dashboardId: dashboard.dashboardId };
  const submitting = useSubmit(async () => {
    const body = { kind: kind.value, with: name.value.trim(), level: level.value };
    await request(DASHBOARD_ROUTES.shareDashboard, { params, body });
    notices.done(words.shared(body.with));
    onChanged();
    onClose();
  });
  const unshare = (subjectId: string) =>
    act(async () => {
      await request(DASHBOARD_ROUTES.unshareDashboard, { params: { ...params, subjectId } });
      notices.done(words.unshared);
      onChanged();
      onClose();
    });
  return html`<${FormDialog}
    title=${words.shareTitle(dashboard.name)}
    action=${words.share}
    of=${submitting}
    draft=${() => name.value}
    onClose=${onClose}
  >
    <${SelectField} id="share-kind" label=${words.shareWith} value=${kind} choices=${Object.entries(words.shareKinds)} />
    <${TextField} id="share-name" label=${words.shareName[kind.value]} value=${name} required />
    <${SelectField} id="share-level" label=${words.shareLevel} value=${level} choices=${Object.entries(words.shareLevels)} />
    ${
      dashboard.shares.length > 0 &&
      html`<h3>${words.sharedWith}</h3>
        <ul class="plain-list">
          ${dashboard.shares.map(
            (share) => html`<li key=${share.subjectId}>
              <span class="grow"><span class="strong">${share.name}</span> <span class="muted">${words.levels[share.level]}</span></span>
              <button type="button" class="button small" onClick=${() => void unshare(share.subjectId)}>${words.unshare(share.name)}</button>
            </li>`,
          )}
        </ul>`
    }
  <//>`;
}
