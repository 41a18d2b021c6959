import { useSignalEffect } from '@preact/signals';
import { html } from 'htm/preact';
import { PLANT_TRANSFER_ROUTES } from '#schemas/http/plant-transfer';
import { requestFile } from '../../http/request.ts';
import { useDownload } from '../../parts/use-download.ts';
import { useApp } from '../../session/app.ts';
import { editorWords as words } from '../../text/plant-editor.ts';

/** The whole tree as a file to keep: for spreadsheets, or to be read in again. */
export function ExportButtons() {
  const { notices } = useApp();
  const download = useDownload();
  useSignalEffect(() => {
    const { value } = download.state;
    if (value.kind === 'failed') notices.failed(words.exportFailed(value.sentence));
  });
  const isBusy = download.state.value.kind === 'running';
  const take = (format: 'csv' | 'json') =>
    void download.start((signal) =>
      requestFile(PLANT_TRANSFER_ROUTES.exportPlant, { query: { format }, signal }),
    );
  return html`<button class="button" disabled=${isBusy} onClick=${() => take('csv')}>${words.exportCsv}</button>
    <button class="button" disabled=${isBusy} onClick=${() => take('json')}>${words.exportJson}</button>`;
}
