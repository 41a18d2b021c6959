import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import type { Widget } from '#schemas/dashboards/widget';
import { DASHBOARD_ROUTES, type Dashboard } from '#schemas/http/dashboards';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { Icon } from '../../parts/icon.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useAct } from '../../parts/use-act.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useNarrow } from '../../parts/use-narrow.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { dashboardWords as words } from '../../text/dashboards.ts';
import { text } from '../../text/en.ts';
import { LazyScreen } from '../lazy-screen.ts';
import { DashboardDraft } from './dashboard-draft.ts';
import { DashboardShares } from './dashboard-shares.ts';
import { DashboardVersions } from './dashboard-versions.ts';
import { inPhoneOrder } from './phone-order.ts';
import { titleOf } from './title-of.ts';
import { WidgetDialog } from './widget-dialog.ts';
import { WidgetBody } from './widgets/widget-body.ts';

type Open = 'none' | 'share' | 'versions' | 'add' | { readonly widget: Widget };

/** One dashboard, to look at and, for who may, to change. */
export function DashboardPage({ dashboardId }: { dashboardId: string }) {
  const params = { dashboardId: dashboardId as never };
  const { state, reload } = useLoad(
    (signal) => request(DASHBOARD_ROUTES.dashboard, { params, signal }),
    [dashboardId],
  );
  const loaded = state.value;
  useTitle(loaded.kind === 'ready' ? loaded.value.name : words.title);
  return html`<div class="section whole dashboard">
    <a class="way-back" href="/dashboards"><${Icon} name="back" />${words.back}</a>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${4} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${words.failedOne} sentence=${loaded.sentence} retry=${reload} />`}
    ${loaded.kind === 'ready' && html`<${Shown} dashboard=${loaded.value} onChanged=${reload} />`}
  </div>`;
}

function Shown({ dashboard, onChanged }: { dashboard: Dashboard; onChanged: () => void }) {
  const { router, notices, questions } = useApp();
  const act = useAct();
  const draft = useSignal<DashboardDraft | null>(null);
  const open = useSignal<Open>('none');
  const { dashboardId, name, widgets, level, revision } = dashboard;
  const params = { dashboardId };
  const editing = draft.value;
  useWarnBeforeUnload(() => editing?.isChanged === true);
  const close = () => {
    open.value = 'none';
  };
  const save = () =>
    act(async () => {
      if (editing === null) return;
      const said = { name: editing.name.value.trim(), widgets: [...editing.widgets.value] };
      await request(DASHBOARD_ROUTES.keepDashboard, {
        params,
        body: { ...said, seenRevision: revision },
      });
      draft.value = null;
      notices.done(words.saved);
      onChanged();
    });
  const leave = async () => {
    const question = {
      ...{ title: words.leaveTitle, sentence: words.leaveSays },
      ...{ action: words.leave, isDanger: true },
    };
    if (editing?.isChanged && !(await questions.confirm(question))) return;
    draft.value = null;
  };
  const clone = () =>
    act(async () => {
      const body = { name: words.copyOf(name) };
      const made = await request(DASHBOARD_ROUTES.cloneDashboard, { params, body });
      notices.done(words.cloned(made.name));
      router.go(`/dashboards/${made.dashboardId}`);
    });
  const remove = async () => {
    const question = {
      ...{ title: words.deleteTitle(name), sentence: words.deleteSays },
      ...{ action: words.delete, isDanger: true },
    };
    if (!(await questions.confirm(question))) return;
    await act(async () => {
      await request(DASHBOARD_ROUTES.deleteDashboard, { params });
      router.go('/dashboards');
      notices.done(words.deleted(name), () => {
        void act(async () => {
          await request(DASHBOARD_ROUTES.bringBackDashboard, { params });
          router.go(`/dashboards/${dashboardId}`);
        });
      });
    });
  };
  const button = (word: string, onClick: () => unknown, kind = '') =>
    html`<button class=${`button ${kind}`} onClick=${() => void onClick()}>${word}</button>`;
  return html`<div class="dashboard-head">
      ${
        editing === null
          ? html`<h1>${name}</h1>`
          : html`<h1 class="spoken">${words.editing(name)}</h1>
            <input
              class="dashboard-name"
              aria-label=${words.name}
              maxlength="80"
              value=${editing.name}
              onInput=${(event: Event) => {
                editing.name.value = (event.target as HTMLInputElement).value;
              }}
            />`
      }
      <div class="plant-ways">
        ${
          editing === null
            ? html`${
                level !== 'viewer' &&
                button(words.edit, () => {
                  draft.value = new DashboardDraft(dashboard);
                })
              }
              ${button(words.clone, clone)}
              ${button(words.versions, () => {
                open.value = 'versions';
              })}
              ${
                level === 'owner' &&
                button(words.share, () => {
                  open.value = 'share';
                })
              }
              ${level === 'owner' && button(words.delete, remove, 'danger')}`
            : html`${button(words.add, () => {
                open.value = 'add';
              })}
              ${button(text.cancel, leave)} ${button(words.save, save, 'primary')}`
        }
      </div>
    </div>
    ${
      editing === null
        ? html`<${Widgets} widgets=${widgets} />`
        : html`<${LazyScreen} key="edit" load=${loadGrid} draft=${editing} onChange=${(
            widget: Widget,
          ) => {
            open.value = { widget };
          }} />`
    }
    ${open.value === 'share' && html`<${DashboardShares} dashboard=${dashboard} onChanged=${onChanged} onClose=${close} />`}
    ${open.value === 'versions' && html`<${DashboardVersions} dashboard=${dashboard} onChanged=${onChanged} onClose=${close} />`}
    ${
      editing !== null &&
      (open.value === 'add' || typeof open.value === 'object') &&
      html`<${WidgetDialog}
        of=${typeof open.value === 'object' ? open.value.widget : null}
        onDone=${(widget: Widget, isNew: boolean) => (isNew ? editing.add(widget) : editing.change(widget))}
        onClose=${close}
      />`
    }`;
}

const inReadingOrder = (widgets: readonly Widget[]) =>
  widgets.toSorted((a, b) => a.y - b.y || a.x - b.x);

function Widgets({ widgets }: { widgets: readonly Widget[] }) {
  const isNarrow = useNarrow();
  if (widgets.length === 0) {
    return html`<section class="card stack"><h2>${words.emptyTitle}</h2><p>${words.emptyHint}</p></section>`;
  }
  const inOrder = isNarrow ? inPhoneOrder(widgets) : inReadingOrder(widgets);
  return html`<div class="dashboard-grid">
    ${inOrder.map(
      (widget) => html`<section
        key=${widget.id}
        class="card widget"
        aria-label=${titleOf(widget)}
        data-kind=${widget.kind}
        data-height=${widget.phoneHeight ?? 'medium'}
        style=${{
          gridColumn: `${widget.x + 1} / span ${widget.w}`,
          gridRow: `${widget.y + 1} / span ${widget.h}`,
        }}
      >
        <h2>${titleOf(widget)}</h2>
        <div class="widget-body"><${WidgetBody} widget=${widget} /></div>
      </section>`,
    )}
  </div>`;
}

function useWarnBeforeUnload(isChanged: () => boolean): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isChanged()) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  });
}

/** What drags and resizes is fetched with the first change. */
const loadGrid = async () => (await import('./edit-grid.ts')).EditGrid;
