import { describeError } from '#schemas/errors/tremolo-error';

export type LogLevel = 'info' | 'warn' | 'error';
export type LogFields = Record<string, string | number | boolean | null>;

/** One part's log: each call writes one JSON object on one line of standard error. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** `error` is described with its whole chain of causes. */
  error(message: string, error: unknown, fields?: LogFields): void;
}

/** A log whose lines carry `part`; `write` takes one line without its end. */
export function createLog(
  part: string,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Log {
  const line = (level: LogLevel, message: string, fields: LogFields = {}) =>
    write(JSON.stringify({ at: new Date().toISOString(), level, part, message, ...fields }));
  return {
    info: (message, fields) => line('info', message, fields),
    warn: (message, fields) => line('warn', message, fields),
    error: (message, error, fields) =>
      line('error', message, { ...fields, error: describeError(error) }),
  };
}
