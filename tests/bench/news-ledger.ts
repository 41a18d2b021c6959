/** Which news each client should have got, and which it did. */
export class NewsLedger {
  readonly #clients: number;
  readonly #sent = new Set<string>();
  /** By news, how often each client got it. */
  readonly #got = new Map<string, Uint8Array>();

  constructor(clients: number) {
    this.#clients = clients;
  }

  /** From now on every client is to get this. */
  sent(newsId: string): void {
    this.#sent.add(newsId);
  }

  got(client: number, newsId: string): void {
    const counts = this.#got.get(newsId) ?? new Uint8Array(this.#clients);
    this.#got.set(newsId, counts);
    counts[client]++;
  }

  /** News that were sent; of all of them times all clients, those that did not arrive, and those that came more than once. */
  report(): { news: number; lost: number; repeated: number } {
    let [lost, repeated] = [0, 0];
    for (const newsId of this.#sent) {
      const counts = this.#got.get(newsId);
      for (let client = 0; client < this.#clients; client++) {
        const count = counts?.[client] ?? 0;
        if (count === 0) lost++;
        else if (count > 1) repeated++;
      }
    }
    return { news: this.#sent.size, lost, repeated };
  }
}
