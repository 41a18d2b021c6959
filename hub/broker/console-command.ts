/** What a command of the console gets: words after the command's own, and where the hub keeps its data. */
export interface ConsoleContext {
  readonly words: readonly string[];
  readonly dataDir: string;
  /** Where clients reach the broker, put into the files made for them; null leaves it out. */
  readonly brokerUrl: string | null;
  readonly clock: () => number;
  /** Writes one line on standard output. */
  readonly print: (line: string) => void;
}

export interface ConsoleCommand {
  /** The words that call it. */
  readonly name: string;
  readonly usage: string;
  readonly purpose: string;
  /** Throws `request_invalid` with a sentence when the words are wrong. */
  readonly run: (context: ConsoleContext) => Promise<void>;
}
