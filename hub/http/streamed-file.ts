const ENCODER = new TextEncoder();

/** A file that is written while it is sent: a long list never lies in memory as a whole. `name` is ours, never a caller’s. */
export function streamedFile(pieces: Iterable<string>, name: string, type: string): Response {
  const iterator = pieces[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(ENCODER.encode(value));
    },
    cancel() {
      iterator.return?.();
    },
  });
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}
