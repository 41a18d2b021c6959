import { Duplex } from 'node:stream';
import type { Socket } from 'bun';
import type { BrokerCounters } from './broker-counters.ts';
import type { ClientIdentity } from './client-identity.ts';
import { PacketFramer } from './packet-framer.ts';
import type { PublisherHold, Taker } from './publisher-hold.ts';
import { SocketWriter, type WriteChunk, type WriteDone } from './socket-writer.ts';
import { type Grant, UNLIMITED } from './token-bucket.ts';

/** A CONNECT with its will; nobody is heard before who he is. */
const CONNECT_BYTES_MAX = 16 * 1024;
/** So much of one client is handed on in one turn of the loop: its flood must not make the others wait. */
const SLICE = { packets: 64, bytes: 128 * 1024 };
/** Beyond this the socket is not read until the broker has taken what came. */
const PAUSE_BYTES = 256 * 1024;

export interface ClientConnectionOptions {
  socket: Socket<ClientConnection>;
  counters: BrokerCounters;
  hold: PublisherHold;
  /** Of what may be queued for this client; at an eighth of it publishers are made to wait: see PublisherHold. */
  maxQueuedBytes: number;
}

/**
 * The stream between a client's socket and aedes. Inwards it hands on whole packets only, one run at a time: the
 * CONNECT alone until the client is known, then as many as its rate allows; what is above waits, and the socket with
 * it. Outwards it gathers what aedes writes in one turn into one write, and never makes aedes wait for a slow reader,
 * which would make every publisher wait as long as it likes: it is asked `takesMore` before each message.
 */
export class ClientConnection extends Duplex implements Taker {
  readonly #socket: Socket<ClientConnection>;
  readonly #counters: BrokerCounters;
  readonly #hold: PublisherHold;
  readonly #maxQueuedBytes: number;
  readonly #writer: SocketWriter;
  readonly #deliverLater = () => this.#deliver();
  readonly #framer = new PacketFramer(CONNECT_BYTES_MAX);
  #identity: ClientIdentity | null = null;
  #secretHash = '';
  #connectSeen = false;
  /** aedes asked for more. Exactly one run is handed out for each time it asks: see `_read`. */
  #wanted = false;
  #ended = false;
  #closed = false;
  #paused = false;
  #wait: ReturnType<typeof setTimeout> | null = null;
  #held = false;
  /** Topic of the last will, until the client is known. */
  willTopic: string | null = null;
  /** What it subscribes to. */
  readonly filters = new Set<string>();

  constructor({ socket, counters, hold, maxQueuedBytes }: ClientConnectionOptions) {
    super({
      readableObjectMode: true,
      readableHighWaterMark: 1,
      writableHighWaterMark: Number.MAX_SAFE_INTEGER,
      decodeStrings: false,
    });
    this.#socket = socket;
    this.#counters = counters;
    this.#hold = hold;
    this.#maxQueuedBytes = maxQueuedBytes;
    this.#writer = new SocketWriter({
      // Gone: nobody reads it any more, but what the client had said is still heard to its end.
      write: (bytes) => (this.#closed ? -1 : socket.write(bytes)),
    });
  }

  /** Null until the client has been let in. */
  get identity(): ClientIdentity | null {
    return this.#identity;
  }

  /** SHA-256 of the secret that it came in with. */
  get secretHash(): string {
    return this.#secretHash;
  }

  /** All that the client ever took. */
  get takenBytes(): number {
    return this.#writer.totalBytes;
  }

  /** Whether one more message may be queued for this client; asked before each. */
  get takesMore(): boolean {
    const queued = this.#queuedBytes;
    if (queued > this.#maxQueuedBytes / 8) this.#hold.fellBehind(this);
    return queued <= this.#maxQueuedBytes;
  }

  get #queuedBytes(): number {
    return this.writableLength - this.#writer.takenBytes;
  }

  /** Lets the client in: from now on its packets count against its rate. */
  admit(identity: ClientIdentity, secretHash: string): void {
    this.#identity = identity;
    this.#secretHash = secretHash;
    this.#framer.maxPacketBytes = identity.maxPacketBytes;
    setImmediate(this.#deliverLater);
  }

  /** The socket's news: bytes came, it takes bytes again, or it is closed. */
  socketReceived(chunk: Buffer): void {
    if (this.destroyed) return;
    this.#framer.feed(chunk);
    this.#deliver();
  }

  socketDrained(): void {
    this.#writer.resume();
    this.#relieve();
  }

  socketClosed(): void {
    this.#closed = true;
    this.#ended = true;
    // What came before the end still counts, the DISCONNECT above all: without it the last will goes out.
    this.#deliver();
    this.socketDrained();
  }

  /** Ends it without waiting for what is queued. */
  abort(reason: string): void {
    this.#socket.terminate();
    this.destroy(new Error(reason));
  }

  /**
   * Never pushes at once: aedes reads again from inside its parser when a message had no receiver, and would start
   * over in the middle of a packet. So no second run may be in the stream's buffer by then.
   */
  override _read(): void {
    this.#wanted = true;
    if (this.#framer.waitingBytes > 0 || this.#ended) setImmediate(this.#deliverLater);
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: WriteDone): void {
    this._writev([{ chunk, encoding }], done);
  }

  override _writev(chunks: WriteChunk[], done: WriteDone): void {
    this.#writer.write(chunks, done);
    this.#relieve();
  }

  override _destroy(error: Error | null, done: WriteDone): void {
    if (this.#wait !== null) clearTimeout(this.#wait);
    this.#framer.clear();
    this.#writer.clear();
    this.#hold.caughtUp(this);
    if (!this.#closed) this.#socket.end();
    done(error);
  }

  #deliver(): void {
    if (!this.#wanted || this.destroyed || this.#wait !== null || this.#held) return;
    if (this.#connectSeen && this.#identity === null) {
      this.#flow();
      return;
    }
    if (this.#publishes && this.#hold.holds && this.#framer.waitingBytes > 0) {
      this.#held = true;
      this.#hold.wait(() => {
        this.#held = false;
        this.#deliver();
      });
      this.#flow();
      return;
    }
    const grant = this.#grant();
    if (grant.waitMs > 0 && this.#framer.waitingBytes > 0) {
      this.#waitFor(grant.waitMs);
      return;
    }
    const slice = this.#framer.take(
      Math.min(grant.packets, SLICE.packets),
      Math.min(grant.bytes, SLICE.bytes),
    );
    if (typeof slice === 'string') {
      this.#counters.refusedPublishes++;
      this.abort(slice);
      return;
    }
    this.#flow();
    if (slice !== null) {
      this.#identity?.bucket?.spend(slice.packets, slice.bytes.length);
      this.#counters.messages += slice.publishes;
      this.#counters.bytes += slice.bytes.length;
      this.#connectSeen = true;
      this.#wanted = false;
      this.push(slice.bytes);
    } else if (this.#ended) {
      this.#wanted = false;
      this.push(null);
    }
  }

  #relieve(): void {
    if (this.#queuedBytes < this.#maxQueuedBytes / 16) this.#hold.caughtUp(this);
  }

  /** Sensors and gateways: those that can wait without holding up the hub or an agent. */
  get #publishes(): boolean {
    const kind = this.#identity?.row.kind;
    return kind === 'sensor' || kind === 'gateway';
  }

  #grant(): Grant {
    if (this.#identity === null) return { packets: 1, bytes: CONNECT_BYTES_MAX, waitMs: 0 };
    return this.#identity.bucket?.grant() ?? UNLIMITED;
  }

  #waitFor(waitMs: number): void {
    this.#counters.rateLimited++;
    this.#wait = setTimeout(() => {
      this.#wait = null;
      this.#deliver();
    }, waitMs);
    this.#flow();
  }

  /** Reads the socket only while what it brings can be handed on soon. */
  #flow(): void {
    const full = this.#framer.waitingBytes > PAUSE_BYTES;
    if (full === this.#paused || this.#closed) return;
    this.#paused = full;
    if (full) this.#socket.pause();
    else this.#socket.resume();
  }
}
