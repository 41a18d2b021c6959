import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { CaptureRow } from '#schemas/captures/capture';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { request } from '../../http/request.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useChangedCaptures } from '../../parts/use-changed-captures.ts';
import { useApp } from '../../session/app.ts';
import { captureWords as words } from '../../text/captures.ts';
import { CaptureBulk } from './capture-bulk.ts';
import { CAPTURE_COLUMNS } from './capture-columns.ts';
import { CaptureFilters } from './capture-filters.ts';
import { CaptureRules } from './capture-rules.ts';
import { MakeCaptureDialog } from './make-capture-dialog.ts';
import { StorageCard } from './storage-card.ts';
import { useCaptureFilters } from './use-capture-filters.ts';

/** All captures, what they take up, and the rules that make them. */
export function CapturesList() {
  const { session, router } = useApp();
  const filters = useCaptureFilters();
  const isMaking = useSignal(false);
  const changes = useSignal(0);
  const list = useList<CaptureRow>(
    (asked, signal) =>
      request(CAPTURE_ROUTES.captures, { query: { ...asked, ...filters.query } as never, signal }),
    [JSON.stringify(filters.query)],
    '-at',
  );
  const reload = () => {
    list.reload();
    changes.value++;
  };
  useChangedCaptures(reload);
  const open = ({ captureId }: Pick<CaptureRow, 'captureId'>) =>
    router.go(`/captures/${captureId}`);
  const mayChange =
    session.mayAnywhere('capture:label') ||
    session.mayAnywhere('capture:delete') ||
    session.may('job:submit');
  return html`<p class="lead">${words.lead}</p>
    <${DataTable}
      id="captures"
      caption=${words.title}
      columns=${CAPTURE_COLUMNS}
      list=${list}
      keyOf=${({ captureId }: CaptureRow) => captureId}
      empty=${words.none}
      isFiltered=${filters.isAny}
      presetOf=${Object.keys(filters.signals)}
      onOpen=${open}
      filters=${html`<${CaptureFilters} signals=${filters.signals} />`}
      buttons=${
        session.mayAnywhere('capture:make') &&
        html`<button
          class="button primary"
          onClick=${() => {
            isMaking.value = true;
          }}
        >
          ${words.make}
        </button>`
      }
      bulk=${
        mayChange
          ? (chosen: readonly CaptureRow[], clear: () => void) =>
              html`<${CaptureBulk} rows=${chosen} clear=${clear} onDone=${reload} />`
          : undefined
      }
    />
    <div class="captures-below">
      ${
        // Space is of the whole site: a right in a part of the plant does not open that.
        session.may('capture:read') && html`<${StorageCard} turn=${changes.value} />`
      }
      <${CaptureRules} />
    </div>
    ${
      isMaking.value &&
      html`<${MakeCaptureDialog}
        machine=${filters.signals.machine.value}
        onMade=${open}
        onClose=${() => {
          isMaking.value = false;
        }}
      />`
    }`;
}
