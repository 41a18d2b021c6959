import { html } from 'htm/preact';
import type { CaptureStorage } from '#schemas/captures/storage';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';
import { captureName, captureWords as words } from '../../text/captures.ts';
import { count, dateTime } from '../../text/numbers.ts';
import { loadedPart } from '../settings/loaded-part.ts';
import { sizeWords } from './size-words.ts';

const SHOWN = 5;
const size = sizeWords;

/** What captures take up against what they may, and what retention removes next. */
export function StorageCard({ turn }: { turn: number }) {
  const { state, reload } = useLoad(
    (signal) => request(CAPTURE_ROUTES.captureStorage, { signal }),
    [turn],
  );
  return html`<section class="card stack" aria-labelledby="storage-title">
    <h2 id="storage-title">${words.storage}</h2>
    ${loadedPart(state.value, reload, (storage) => html`<${Shown} storage=${storage} />`)}
  </section>`;
}

function Shown({ storage }: { storage: CaptureStorage }) {
  const { kind, bytes, maxBytes, rawBytes, protectedBytes, protectedCaptures, next } = storage;
  const used = words.storageUsed(size(bytes), size(maxBytes));
  const said = [
    ...(bytes === 0 ? [] : [words.storageCompression(size(rawBytes))]),
    ...(protectedCaptures === 0
      ? []
      : [words.storageProtected(size(protectedBytes), protectedCaptures)]),
    words.kept(count(storage.keptDays)),
  ];
  return html`<div class="storage-line">
      <span class="strong">${used}</span>
      <span class="muted">${kind === 's3' ? words.storageS3 : words.storageFolder}</span>
    </div>
    <meter class="storage-meter" aria-label=${words.storageMeter} min="0" max=${maxBytes} high=${maxBytes * 0.9} value=${bytes}>${used}</meter>
    <p class="muted">
      ${said.join(' ')}
    </p>
    ${storage.isDiskLow && html`<p class="strong wrong" role="alert">${words.storageDiskLow}</p>`}
    ${storage.refused > 0 && html`<p class="hint">${words.storageRefused(storage.refused)}</p>`}
    ${storage.missing > 0 && html`<p class="hint">${words.storageMissing(storage.missing)}</p>`}
    <h3>${words.nextTitle}</h3>
    ${next.length === 0 && html`<p class="muted">${words.nextNone}</p>`}
    <ol class="plain-list">
      ${next.slice(0, SHOWN).map(
        (one) => html`<li key=${one.captureId}>
          <span class="grow">
            <a href=${`/captures/${one.captureId}`}>${captureName(one)}</a>
            <span class="muted"> ${dateTime(one.atMs)}, ${size(one.bytes)}</span>
          </span>
          <span class="muted">${one.removedAfterMs === null ? words.nextRoom : words.nextAge(dateTime(one.removedAfterMs))}</span>
        </li>`,
      )}
    </ol>`;
}
