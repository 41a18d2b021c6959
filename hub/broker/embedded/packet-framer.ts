/** Whole packets, as they came, and how many: `publishes` of them carry a message. */
export interface PacketSlice {
  readonly bytes: Buffer;
  readonly packets: number;
  readonly publishes: number;
}

/** Why a client's bytes cannot go on: `too_large`, `qos2` (refused, see below) or `malformed` length. */
export type FramingFault = 'too_large' | 'qos2' | 'malformed';

interface Header {
  readonly publish: boolean;
  readonly fault: FramingFault | null;
  /** Header and body together. */
  readonly bytes: number;
}

const PUBLISH = 3;

/**
 * Cuts a client's byte stream at the boundaries of MQTT packets (MQTT-2.2.3). The broker behind it then never holds a
 * packet that is too large, never copies one together from pieces twice, and takes only as many as the client's rate
 * allows. QoS 2 is refused: no topic of Tremolo uses it, and each open exchange would hold a message in memory.
 */
export class PacketFramer {
  maxPacketBytes: number;
  #chunks: Buffer[] = [];
  #offset = 0;
  /** The beginning of a packet whose end has not come, and how much of it is missing; -1: not even its length is known. */
  #pieces: Buffer[] = [];
  #missing = -1;
  #waiting = 0;

  constructor(maxPacketBytes: number) {
    this.maxPacketBytes = maxPacketBytes;
  }

  /** Bytes that came and were neither taken nor found to be the beginning of an incomplete packet. */
  get waitingBytes(): number {
    return this.#waiting;
  }

  feed(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#waiting += chunk.length;
  }

  /** Forgets everything. */
  clear(): void {
    this.#chunks = [];
    this.#pieces = [];
    this.#waiting = 0;
    this.#offset = 0;
  }

  /**
   * The next whole packets, adjacent in memory: at most `maxPackets` of them, and none after `maxBytes` are exceeded.
   * Null when nothing whole is there.
   */
  take(maxPackets: number, maxBytes: number): PacketSlice | FramingFault | null {
    while (this.#chunks.length > 0) {
      const taken =
        this.#pieces.length > 0 ? this.#takePieced() : this.#takeRun(maxPackets, maxBytes);
      if (taken !== null) return taken;
    }
    return null;
  }

  #takePieced(): PacketSlice | FramingFault | null {
    const rest = this.#chunks[0].subarray(this.#offset);
    if (this.#missing < 0) {
      // The length itself was torn: at most five bytes to put before the chunk.
      this.#chunks[0] = Buffer.concat([...this.#pieces, rest]);
      this.#waiting += this.#chunks[0].length - rest.length;
      this.#offset = 0;
      this.#pieces = [];
      return null;
    }
    const part = rest.subarray(0, this.#missing);
    this.#pieces.push(part);
    this.#missing -= part.length;
    this.#skip(part.length);
    if (this.#missing > 0) return null;
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    return { bytes, packets: 1, publishes: bytes[0] >> 4 === PUBLISH ? 1 : 0 };
  }

  #takeRun(maxPackets: number, maxBytes: number): PacketSlice | FramingFault | null {
    const chunk = this.#chunks[0];
    const start = this.#offset;
    let end = start;
    let packets = 0;
    let publishes = 0;
    while (packets < maxPackets && end - start < maxBytes && end < chunk.length) {
      const header = readHeader(chunk, end, this.maxPacketBytes);
      if (header?.fault) return packets > 0 ? this.#slice(end, packets, publishes) : header.fault;
      if (header === null || end + header.bytes > chunk.length) {
        if (packets > 0) break;
        this.#pieces = [chunk.subarray(start)];
        this.#missing = header === null ? -1 : start + header.bytes - chunk.length;
        this.#skip(chunk.length - start);
        return null;
      }
      end += header.bytes;
      packets++;
      if (header.publish) publishes++;
    }
    return this.#slice(end, packets, publishes);
  }

  #slice(end: number, packets: number, publishes: number): PacketSlice {
    const bytes = this.#chunks[0].subarray(this.#offset, end);
    this.#skip(bytes.length);
    return { bytes, packets, publishes };
  }

  #skip(bytes: number): void {
    this.#offset += bytes;
    this.#waiting -= bytes;
    if (this.#offset < this.#chunks[0].length) return;
    this.#chunks.shift();
    this.#offset = 0;
  }
}

/** Null where the bytes end before the length does. */
function readHeader(chunk: Buffer, at: number, maxPacketBytes: number): Header | null {
  let length = 0;
  for (let i = 0; i < 4; i++) {
    const position = at + 1 + i;
    if (position >= chunk.length) return null;
    const byte = chunk[position];
    length += (byte & 127) * 128 ** i;
    if (byte >= 128) continue;
    const publish = chunk[at] >> 4 === PUBLISH;
    const bytes = 2 + i + length;
    const qos2 = publish && (chunk[at] & 4) !== 0;
    return { publish, bytes, fault: bytes > maxPacketBytes ? 'too_large' : qos2 ? 'qos2' : null };
  }
  return { publish: false, bytes: 0, fault: 'malformed' };
}
