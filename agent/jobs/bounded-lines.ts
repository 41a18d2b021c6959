/** Splits what a process writes into lines of at most `charactersMax`; of a longer one the rest is dropped, not kept in memory. */
export class BoundedLines {
  readonly #decoder = new TextDecoder();
  readonly #charactersMax: number;
  readonly #take: (line: string) => void;
  #open = '';

  constructor(charactersMax: number, take: (line: string) => void) {
    this.#charactersMax = charactersMax;
    this.#take = take;
  }

  /** Resolves when the stream has ended. */
  async read(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const bytes of stream) this.#add(this.#decoder.decode(bytes, { stream: true }));
    this.#add(this.#decoder.decode());
    if (this.#open !== '') this.#take(this.#open);
    this.#open = '';
  }

  #add(text: string): void {
    const [rest, ...lines] = text.split('\n');
    this.#lengthen(rest);
    for (const line of lines) {
      this.#take(this.#open.replace(/\r$/, ''));
      this.#open = '';
      this.#lengthen(line);
    }
  }

  #lengthen(text: string): void {
    this.#open += text.slice(0, this.#charactersMax - this.#open.length);
  }
}
