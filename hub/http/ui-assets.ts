import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { SESSION_ROUTES } from '#schemas/http/session';
import type { HttpContext } from './route.ts';
import { screenLanguage } from './screen-language.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
/** Best first; the build leaves `name.js.br` and `name.js.gz` beside `name.js`. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
/** The build puts a hash into every name below `assets`: the content under such a name never changes. */
const HASHED = /^\/assets\/.*[-.][a-z0-9]{8,}\.[a-z0-9]+$/i;
const FOREVER = 'public, max-age=31536000, immutable';
/** Every screen asks who is here. */
const SESSION = `<${SESSION_ROUTES.session.path}>; rel=preload; as=fetch; crossorigin`;

interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  readonly mtimeMs: number;
}

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tremolo</title>
<h1>The screens are not built yet</h1><p>The hub runs. Build its screens with <code>bun run build:ui</code>, then reload.</p></html>`;

/** The built screens, from the folder that `ui/build.ts` writes, compressed as the build left them. */
export class UiAssets {
  readonly #folder: string;
  readonly #cache = new Map<string, Asset>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The file at this path; any path that names no file is a screen, so it gets the page. */
  async respond(context: HttpContext): Promise<Response> {
    const path = normalize(decodePath(context.req.path));
    const isFile = extname(path) !== '';
    const response = await this.#file(context, isFile ? path : pageFor(context));
    if (response !== null) {
      // The same address is another page to who reads another language.
      if (!isFile) {
        response.headers.append('vary', 'accept-language, cookie');
        response.headers.set('link', await this.#early(context));
      }
      return response;
    }
    if (isFile) return context.notFound();
    const headers = { 'content-type': TYPES['.html'], 'retry-after': '5' };
    return new Response(NOT_BUILT, { status: 503, headers });
  }

  /** What the page will ask for first, so that the browser fetches it with the page's script, and after what that needs to be drawn. */
  async #early(context: HttpContext): Promise<string> {
    const list = await this.#load(
      pageFor(context).replace('index', 'early').replace('html', 'json'),
    );
    const byScreen = list === null ? {} : JSON.parse(new TextDecoder().decode(list.bytes));
    const [, first] = context.req.path.split('/');
    const scripts = new Map<string, string[]>(Object.entries(byScreen)).get(first) ?? [];
    const later = scripts.map((script) => `<${script}>; rel=modulepreload; fetchpriority=low`);
    return [SESSION, ...later].join(', ');
  }

  async #file(context: HttpContext, path: string): Promise<Response | null> {
    const plain = await this.#load(path);
    const type = TYPES[extname(path)];
    if (plain === null || type === undefined) return null;
    const headers = new Headers({
      'content-type': type,
      'cache-control': HASHED.test(path) ? FOREVER : 'no-cache',
      vary: 'accept-encoding',
      etag: plain.etag,
    });
    if (context.req.header('if-none-match') === plain.etag) {
      return new Response(null, { status: 304, headers });
    }
    const accepted = context.req.header('accept-encoding') ?? '';
    for (const [encoding, suffix] of ENCODINGS) {
      const packed = accepted.includes(encoding) ? await this.#load(path + suffix) : null;
      if (packed === null) continue;
      headers.set('content-encoding', encoding);
      return new Response(packed.bytes, { headers });
    }
    return new Response(plain.bytes, { headers });
  }

  /** From memory while the file is unchanged: a rebuild shows without a restart. */
  async #load(path: string): Promise<Asset | null> {
    // `normalize` on an absolute path leaves no `..` that could climb out of the folder.
    const file = join(this.#folder, path);
    let mtimeMs: number;
    try {
      const found = await stat(file);
      if (!found.isFile()) return null;
      mtimeMs = found.mtimeMs;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    const known = this.#cache.get(path);
    if (known !== undefined && known.mtimeMs === mtimeMs) return known;
    const bytes = await Bun.file(file).bytes();
    // Weak: the same tag stands for the compressed forms.
    const etag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    const asset = { bytes, etag, mtimeMs };
    this.#cache.set(path, asset);
    return asset;
  }
}

/** The page in the language of who asks: `index.de.html`. */
function pageFor({ req }: HttpContext): string {
  const language = screenLanguage(req.header('cookie'), req.header('accept-language'));
  return language === 'en' ? '/index.html' : `/index.${language}.html`;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  // A NUL in the path is refused as an argument, and names no file either.
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code);
}
