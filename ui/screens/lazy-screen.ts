import { html } from 'htm/preact';
import type { ComponentType } from 'preact';
import { Failure } from '../parts/failure.ts';
import { Skeleton } from '../parts/skeleton.ts';
import { useLoad } from '../parts/use-load.ts';
import { text } from '../text/en.ts';

/** A screen whose script is fetched when it is first opened. */
export function LazyScreen({
  load,
  isQuiet = false,
  ...props
}: {
  load: () => Promise<ComponentType<never>>;
  /** Nothing stands in its place while it comes: for a part of a screen that may need no room. */
  isQuiet?: boolean;
}) {
  const { state, reload } = useLoad(load, [load]);
  const loaded = state.value;
  if (loaded.kind === 'ready') return html`<${loaded.value} ...${props} />`;
  if (loaded.kind === 'loading') return isQuiet ? null : html`<${Skeleton} blocks=${6} />`;
  return html`<${Failure}
    title=${text.problem.screenTitle}
    sentence=${text.problem.script}
    retry=${reload}
  />`;
}
