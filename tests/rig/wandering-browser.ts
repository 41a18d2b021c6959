/** A browser that goes from site to site: keeps the cookies of each, follows redirects, and remembers its way. */
export class WanderingBrowser {
  readonly #cookies = new Map<string, Map<string, string>>();
  /** All addresses since the last `clear`, in order. */
  readonly way: URL[] = [];

  /** The cookies that the site of this origin has set. */
  cookiesOf(origin: string): ReadonlyMap<string, string> {
    return this.#jar(origin);
  }

  /** Gives the browser a cookie, as somebody who can would. */
  plant(origin: string, name: string, value: string): void {
    this.#jar(origin).set(name, value);
  }

  /** One request, not followed. */
  async once(
    url: URL | string,
    {
      form,
      headers = {},
    }: { form?: Record<string, string>; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const target = new URL(url);
    this.way.push(target);
    const jar = this.#jar(target.origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(target, {
      redirect: 'manual',
      headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '' || /;\s*max-age=0/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Goes there and on, until a page, or until an address for which `until` holds, which is not opened. Returns where it is. */
  async go(
    url: URL | string,
    {
      form,
      until = () => false,
    }: { form?: Record<string, string>; until?: (url: URL) => boolean } = {},
  ): Promise<{ url: URL; response: Response }> {
    let at = new URL(url);
    let response = await this.once(at, form === undefined ? {} : { form });
    for (let hops = 0; hops < 20; hops++) {
      const location = response.headers.get('location');
      if (location === null) return { url: at, response };
      await response.body?.cancel();
      const next = new URL(location, at);
      if (until(next)) return { url: next, response };
      at = next;
      response = await this.once(at);
    }
    throw new Error(`The redirects have no end: ${this.way.join(' → ')}`);
  }

  #jar(origin: string): Map<string, string> {
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    return jar;
  }
}
