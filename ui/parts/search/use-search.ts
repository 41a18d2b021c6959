import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { describeError } from '#schemas/errors/tremolo-error';
import { SEARCH_ROUTES, type SearchAnswer, type SearchKind } from '#schemas/http/search';
import { request } from '../../http/request.ts';

/** So long after the last key: who types fast asks once. */
const TYPED_MS = 120;

/** What is found for what is typed; an answer that was overtaken is dropped, and what was found before stays until then. */
export function useSearch(
  q: Signal<string>,
  limit: number,
  kind: Signal<SearchKind | ''> | null = null,
) {
  const answer = useSignal<SearchAnswer | null>(null);
  const failure = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  useSignalEffect(() => {
    const wanted = q.value.trim();
    const kinds = kind?.value ?? '';
    failure.value = null;
    if (wanted === '') {
      answer.value = null;
      isBusy.value = false;
      return;
    }
    isBusy.value = true;
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => {
      const query = { q: wanted, limit, ...(kinds !== '' && { kinds }) };
      request(SEARCH_ROUTES.search, { query: query as never, signal }).then(
        (found) => {
          if (signal.aborted) return;
          answer.value = found;
          isBusy.value = false;
        },
        (error) => {
          if (signal.aborted) return;
          console.warn(describeError(error));
          failure.value = (error as Error).message;
          isBusy.value = false;
        },
      );
    }, TYPED_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  });
  return { answer, failure, isBusy };
}
