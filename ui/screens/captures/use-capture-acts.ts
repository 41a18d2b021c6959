import { CAPTURE_ROUTES } from '#schemas/http/captures';
import type { CaptureId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { useAct } from '../../parts/use-act.ts';
import { useApp } from '../../session/app.ts';
import { captureWords as words } from '../../text/captures.ts';
import { sizeWords } from './size-words.ts';

/** Protecting captures, which can be undone at once, and deleting them, which cannot and is asked about. */
export function useCaptureActs(onDone: () => void) {
  const { notices, questions } = useApp();
  const attempt = useAct();
  const protect = (captureIds: readonly CaptureId[], isProtected: boolean): Promise<boolean> =>
    attempt(async () => {
      const body = { captureIds: [...captureIds], isProtected };
      const { changed } = await request(CAPTURE_ROUTES.protectCaptures, { body });
      const said = isProtected ? words.protected(changed) : words.released(changed);
      notices.done(said, () => void protect(captureIds, !isProtected));
      onDone();
    });
  const remove = async (captureIds: readonly CaptureId[], after: () => void): Promise<void> => {
    const isSure = await questions.confirm({
      title: words.deleteTitle(captureIds.length),
      sentence: words.deleteEffect,
      action: words.delete,
      isDanger: true,
    });
    if (!isSure) return;
    await attempt(async () => {
      const body = { captureIds: [...captureIds] };
      const { deleted, freedBytes, kept } = await request(CAPTURE_ROUTES.deleteCaptures, { body });
      notices.done(words.deleted(deleted, sizeWords(freedBytes), kept));
      after();
    });
  };
  return { protect, remove };
}
