const ENCODER = new TextEncoder();

type Piece = string | Uint8Array;

/** A file that is written while it is sent: a long list never lies in memory as a whole. `name` is ours, never a caller’s. */
export function streamedFile(
  pieces: Iterable<Piece> | AsyncIterable<Piece>,
  name: string,
  type: string,
): Response {
  const iterator =
    Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? ENCODER.encode(value) : value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}
