import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import type { Loaded } from '../../parts/use-load.ts';
import { settings } from '../../text/settings.ts';

/** What was loaded, or that it is still on its way, or why it did not come. */
export function loadedPart<T>(
  state: Loaded<T>,
  reload: () => void,
  show: (value: T) => ComponentChildren,
): ComponentChildren {
  if (state.kind === 'ready') return show(state.value);
  if (state.kind === 'loading') return html`<${Skeleton} blocks=${1} />`;
  return html`<${Failure} title=${settings.failed} sentence=${state.sentence} retry=${reload} />`;
}
