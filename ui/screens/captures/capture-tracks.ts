import { html } from 'htm/preact';
import type { Capture, CaptureTrack } from '#schemas/captures/capture';
import { captureWords as words } from '../../text/captures.ts';
import { count, hertz, span } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import { MiniWaveform } from './mini-waveform.ts';
import { sizeWords } from './size-words.ts';

/** The points of a capture, each with its outline, or with why there is none. */
export function CaptureTracks({ capture }: { capture: Capture }) {
  return html`<section class="card" aria-labelledby="tracks-title">
    <h3 id="tracks-title">${words.tracks}</h3>
    <ul class="track-list">
      ${capture.tracks.map((track) => html`<li key=${track.pointId}><${One} track=${track} /></li>`)}
    </ul>
  </section>`;
}

function One({ track }: { track: CaptureTrack }) {
  const { pointId, pointName, state, reason, facts, bytes, preview } = track;
  return html`<div class="track-name">
      <a class="strong" href=${`/points/${pointId}`}>${pointName}</a>
      <span class=${state === 'missing' ? 'wrong' : 'muted'}>${words.trackStates[state]}</span>
    </div>
    ${
      facts === null
        ? html`<p class="muted">${reason ?? ''}</p>`
        : html`<${MiniWaveform} preview=${preview} name=${pointName} unit=${pointWords.units[facts.unit]} />
          <p class="muted track-facts">
            ${hertz(facts.sampleRateHz)}, ${count(facts.samples)} ${words.samples.toLowerCase()}, ${facts.format}, ${sizeWords(bytes)}
            ${facts.stretches.length > 1 && html` · <span class="strong">${words.stretchesSome(facts.stretches.length - 1)}</span>`}
          </p>
          ${facts.clockOffMs !== null && html`<p class="hint">${words.clockOff(span(Math.abs(facts.clockOffMs)))}</p>`}`
    }`;
}
