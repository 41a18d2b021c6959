import { html } from 'htm/preact';
import type { Capture } from '#schemas/captures/capture';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import type { CaptureId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { Icon } from '../../parts/icon.ts';
import { useChangedCaptures } from '../../parts/use-changed-captures.ts';
import { useLoad } from '../../parts/use-load.ts';
import { captureWords as words } from '../../text/captures.ts';
import { loadedPart } from '../settings/loaded-part.ts';
import { CaptureDownloads } from './capture-downloads.ts';
import { CaptureFacts } from './capture-facts.ts';
import { CaptureHead } from './capture-head.ts';
import { CaptureLabels } from './capture-labels.ts';
import { CaptureTracks } from './capture-tracks.ts';

/** One capture: its points with their outlines, what is known of it, its labels, and the ways on. */
export function CapturePage({ captureId }: { captureId: CaptureId }) {
  const { state, reload } = useLoad(
    (signal) => request(CAPTURE_ROUTES.capture, { params: { captureId }, signal }),
    [captureId],
  );
  const loaded = state.value;
  useChangedCaptures(reload, (changed) => changed === captureId);
  return html`<p>
      <a class="way-back" href="/captures"><${Icon} name="back" />${words.back}</a>
    </p>
    ${loadedPart(
      loaded,
      reload,
      (capture: Capture) => html`
        <${CaptureHead} capture=${capture} onChanged=${reload} />
        <${CaptureTracks} capture=${capture} />
        <div class="captures-below">
          <${CaptureFacts} capture=${capture} />
          <${CaptureLabels} capture=${capture} onChanged=${reload} />
          <${CaptureDownloads} capture=${capture} />
        </div>
      `,
    )}`;
}
