import { etagOf, knows } from './etag.ts';
import type { HttpContext } from './route.ts';

export interface SharedAnswerDeps {
  /** Changes with everything that `make` looks at, and is never the same for two different answers. */
  readonly version: () => string;
  readonly make: () => object;
}

/**
 * An answer that is the same for everybody who may have it, and that many poll: written once for each version, so that a hundred
 * screens cost what one does; who has it already is told so without looking at it.
 */
export class SharedAnswer {
  readonly #deps: SharedAnswerDeps;
  #version: string | null = null;
  #etag = '';
  #bytes: Uint8Array<ArrayBuffer> | null = null;

  constructor(deps: SharedAnswerDeps) {
    this.#deps = deps;
  }

  respond(context: HttpContext): Response {
    const { version, make } = this.#deps;
    const now = version();
    if (now !== this.#version) {
      this.#version = now;
      this.#etag = etagOf(now);
      this.#bytes = null;
    }
    const etag = this.#etag;
    if (knows(context, etag)) return context.body(null, 304, { etag });
    this.#bytes ??= new TextEncoder().encode(JSON.stringify(make()));
    return context.body(this.#bytes, 200, { etag, 'content-type': 'application/json' });
  }
}
