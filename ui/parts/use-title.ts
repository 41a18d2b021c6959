import { useEffect } from 'preact/hooks';
import { text } from '../text/en.ts';

/** Names the page in the browser's tab and history, which is also what a screen reader says first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${text.product}`;
  }, [title]);
}
