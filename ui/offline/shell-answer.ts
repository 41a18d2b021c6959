/** What a service worker answers with. */
export interface ShellParts {
  /** A file of the shell; undefined: not kept. */
  readonly kept: (path: string) => Promise<Response | undefined>;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly after: (ms: number, then: () => void) => void;
}

/** A hub that says nothing for so long is taken for unreachable: the page opens with what is kept. */
export const PAGE_PATIENCE_MS = 4_000;

/**
 * The answer to a request of a page; null: the browser asks the hub as if there were no worker. So it is for everything of the API:
 * what one person may see is never kept where another could find it.
 */
export function shellAnswer(
  request: Request,
  origin: string,
  parts: ShellParts,
): Promise<Response> | null {
  const { pathname, origin: asked } = new URL(request.url);
  if (request.method !== 'GET' || asked !== origin || pathname.startsWith('/api/')) return null;
  if (request.mode === 'navigate') return pageAnswer(request, parts);
  return pathname.startsWith('/assets/') ? assetAnswer(request, pathname, parts) : null;
}

/** The name of an asset changes with its content: what is kept is as good as what the hub has. */
async function assetAnswer(request: Request, path: string, parts: ShellParts): Promise<Response> {
  return (await parts.kept(path)) ?? parts.fetch(request);
}

/** The hub's page while it answers, so that a new version shows at once; the kept one while it does not. */
async function pageAnswer(request: Request, parts: ShellParts): Promise<Response> {
  const asked = parts.fetch(request);
  const late = new Promise<null>((resolve) => parts.after(PAGE_PATIENCE_MS, () => resolve(null)));
  try {
    // Also a proxy's word that the hub is not there (502 … 504) is no page of ours.
    const answer = await Promise.race([asked, late]);
    if (answer !== null && answer.status < 500) return answer;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return (await parts.kept('/')) ?? asked;
}
