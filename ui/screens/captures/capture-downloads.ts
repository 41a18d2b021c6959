import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Capture } from '#schemas/captures/capture';
import { CAPTURE_ROUTES, EXPORT_FORMATS, type ExportFormat } from '#schemas/http/captures';
import { requestFile } from '../../http/request.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { useDownload } from '../../parts/use-download.ts';
import { captureWords as words } from '../../text/captures.ts';
import { sizeWords } from './size-words.ts';

/** Takes samples out for other programs, with unit, scale, time and labels. */
export function CaptureDownloads({ capture }: { capture: Capture }) {
  const kept = capture.tracks.filter(({ state }) => state === 'kept');
  const pointId = useSignal('');
  const { state, start, cancel } = useDownload();
  if (kept.length === 0) return null;
  const { captureId } = capture;
  const now = state.value;
  const of = kept.length === 1 ? kept[0].pointId : pointId.value;
  const fetchAs = (format: ExportFormat) =>
    void start((signal) =>
      requestFile(CAPTURE_ROUTES.exportCapture, {
        params: { captureId },
        query: { format, pointId: (of || undefined) as never },
        signal,
      }),
    );
  const choices = [['', words.downloadAll], ...kept.map((one) => [one.pointId, one.pointName])];
  return html`<section class="card stack" aria-labelledby="downloads-title">
    <h3 id="downloads-title">${words.download}</h3>
    ${kept.length > 1 && html`<${SelectField} id="download-point" label=${words.tracks} value=${pointId} choices=${choices} />`}
    <div class="form-buttons">
      ${EXPORT_FORMATS.map(
        (format) => html`<button
          class="button"
          key=${format}
          disabled=${now.kind === 'running' || (format === 'wav' && of === '')}
          onClick=${() => fetchAs(format)}
        >
          ${words.formats[format]}
        </button>`,
      )}
    </div>
    <div role="status">
      ${
        now.kind === 'running' &&
        html`<p>
          ${words.downloading(sizeWords(now.bytes))} <button class="button small" onClick=${cancel}>${words.cancel}</button>
        </p>`
      }
      ${now.kind === 'failed' && html`<p class="hint wrong">${words.downloadFailed} ${now.sentence}</p>`}
    </div>
  </section>`;
}
