const PUBLISH_QOS_0 = 0x30;
/** The remaining length of MQTT 3.1.1 takes at most four bytes (2.2.3). */
const MAX_FIXED_HEADER = 5;

/**
 * A reusable MQTT 3.1.1 PUBLISH packet of QoS 0 (section 3.3) whose payload is written in place: between a frame's bytes
 * and the socket lies one copy and no object.
 */
export class PublishPacket {
  #bytes = new Uint8Array(0);

  /** Writes the header for this topic and payload size and returns the whole packet; the payload is its last bytes. */
  fit(topicBytes: Uint8Array, payloadBytes: number): Uint8Array {
    let remaining = 2 + topicBytes.length + payloadBytes;
    if (this.#bytes.length < MAX_FIXED_HEADER + remaining)
      this.#bytes = new Uint8Array(MAX_FIXED_HEADER + remaining);
    const bytes = this.#bytes;
    const end = remaining;
    let at = 0;
    bytes[at++] = PUBLISH_QOS_0;
    do {
      const low = remaining & 0x7f;
      remaining >>>= 7;
      bytes[at++] = remaining > 0 ? low | 0x80 : low;
    } while (remaining > 0);
    const length = at + end;
    bytes[at++] = topicBytes.length >>> 8;
    bytes[at++] = topicBytes.length & 0xff;
    bytes.set(topicBytes, at);
    return bytes.subarray(0, length);
  }
}
