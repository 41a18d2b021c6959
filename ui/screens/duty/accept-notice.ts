import { html } from 'htm/preact';
import { NOTICE_ROUTES, type SiteNotice } from '#schemas/http/notice';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { accessSteps } from '../../text/access-steps.ts';

const words = accessSteps.acceptNotice;

/** What the site says about people's data, to be agreed to before anything else. */
export function AcceptNotice({ onDone }: { onDone: () => void }) {
  const { state, reload } = useLoad((signal) => request(NOTICE_ROUTES.notice, { signal }), []);
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${1} />`;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`;
  }
  return html`<${Agreement} notice=${loaded.value} onDone=${onDone} onChanged=${reload} />`;
}

function Agreement(props: { notice: SiteNotice; onDone: () => void; onChanged: () => void }) {
  const { text, revision } = props.notice;
  const { busy, failure, submit } = useSubmit(async () => {
    try {
      await request(NOTICE_ROUTES.acceptNotice, { body: { revision: revision ?? '' } });
    } catch (error) {
      props.onChanged();
      throw error;
    }
    props.onDone();
  });
  return html`<form class="stack" onSubmit=${submit}>
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    <div class="notice-text" tabindex="0" role="document" aria-label=${words.title}>${text}</div>
    <button class="button primary wide" disabled=${busy.value}>
      ${busy.value ? words.submitting : words.submit}
    </button>
  </form>`;
}
