/** As many as a program asks for again and again; the one that lay longest goes first. */
const KEPT_MAX = 200;

interface Kept {
  readonly etag: string;
  readonly body: unknown;
}

/** Answers that carried an ETag, so that the hub need not send again what has not changed. A browser does this by itself. */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();

  /** What to ask with: whether the answer is still the one that we have. */
  headersFor(url: string): Record<string, string> {
    const etag = this.#kept.get(url)?.etag;
    return etag === undefined ? {} : { 'if-none-match': etag };
  }

  /** The answer that the hub says is still right; undefined where none is kept. */
  get(url: string): unknown {
    return this.#kept.get(url)?.body;
  }

  /** Keeps an answer that has an ETag. */
  keep(url: string, etag: string | null, body: unknown): void {
    if (etag === null) return;
    this.#kept.delete(url);
    this.#kept.set(url, { etag, body });
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > KEPT_MAX && oldest !== undefined) this.#kept.delete(oldest);
  }
}
