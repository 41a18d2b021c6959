import { html } from 'htm/preact';
import { type Departure, FLEET_ROUTES } from '#schemas/http/fleet';
import { request } from '../../http/request.ts';
import { Sentence } from '../../parts/sentence.ts';
import { useLoad } from '../../parts/use-load.ts';
import { text } from '../../text/en.ts';
import { fleet as words } from '../../text/fleet.ts';
import { kindWord } from '../../text/jobs.ts';

interface DepartureEffectsProps {
  readonly agentId: string;
  /** Its work is finished first, goes on here, or is broken off. */
  readonly how: 'drain' | 'maintenance' | 'now';
}

/** What will happen to the points and jobs of the agent, as the hub plans it now. */
export function DepartureEffects({ agentId, how }: DepartureEffectsProps) {
  const { state } = useLoad(
    (signal) => request(FLEET_ROUTES.departure, { params: { agentId }, signal }),
    [agentId],
  );
  const { value } = state;
  return html`<section class="effects" aria-label=${words.effects} aria-live="polite">
    ${value.kind === 'loading' && html`<p class="muted">${text.loading}…</p>`}
    ${value.kind === 'failed' && html`<p class="hint wrong" role="alert"><${Sentence} of=${value.sentence} /></p>`}
    ${value.kind === 'ready' && html`<${Effects} departure=${value.value} how=${how} />`}
  </section>`;
}

function Effects({
  departure: { points, moves, pointsWithoutRoom, jobs },
  how,
}: {
  departure: Departure;
  how: DepartureEffectsProps['how'];
}) {
  const jobWords = how === 'now' ? words.jobsBack : words.jobsFinish;
  return html`
    ${points === 0 && html`<p>${words.noPoints}</p>`}
    ${
      moves.length > 0 &&
      html`<p>${words.moves}</p>
        <ul>${moves.map((move) => html`<li key=${move.agentId}>${words.move(move.points, move.agentId)}</li>`)}</ul>`
    }
    ${
      pointsWithoutRoom > 0 &&
      html`<p class="strong">
        ${words.withoutRoom(pointsWithoutRoom)} ${how === 'now' ? words.withoutRoomNow : words.withoutRoomDrain}
      </p>`
    }
    ${jobs.length === 0 ? html`<p>${words.noJobs}</p>` : html`<p>${jobWords(jobs.length)}</p>`}
    ${
      jobs.length > 0 &&
      html`<ul>${jobs.map(({ jobId, kind }) => html`<li key=${jobId}>${kindWord(kind)}</li>`)}</ul>`
    }
  `;
}
