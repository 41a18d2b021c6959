import { useEffect } from 'preact/hooks';
import { useApp } from '../../session/app.ts';

/** A flood of news asks the hub no more often than this. */
const AT_MOST_EVERY_MS = 1_000;

/** Has something loaded again after alarms changed, and now and then besides: some of it changes with time alone. */
export function useAfterNews(reload: () => void, usuallyEveryMs = 30_000): void {
  const { alarms } = useApp();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = null;
        reload();
      }, AT_MOST_EVERY_MS);
    };
    let isFirst = true;
    const stop = alarms.open.subscribe(() => {
      if (!isFirst) soon();
      isFirst = false;
    });
    const usual = setInterval(reload, usuallyEveryMs);
    return () => {
      stop();
      clearInterval(usual);
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
}
