import { topic } from '#schemas/broker/topics';
import { restampFrame } from '#schemas/frames/encode';
import { PublishPacket } from './publish-packet.ts';

/** What became of a frame: handed to the socket, or dropped because there is no connection or it is too slow. */
export type FrameFate = 'sent' | 'offline' | 'backpressure';

/** The part of a connection that frames need; `BrokerConnection` is one. */
export interface FrameOutlet {
  readonly connected: boolean;
  write(packet: Uint8Array, done: () => void): void;
  onClosed(listener: () => void): void;
}

/** Frames that may wait for one socket: two megabytes at the usual 16 KiB. */
const MAX_IN_FLIGHT = 128;

/**
 * Publishes frames of any number of sensors over one connection, QoS 0, for about two microseconds each. Packets are built
 * in buffers that are used again as soon as the socket has taken them; when `maxInFlight` are waiting the frame is dropped,
 * so memory stays bounded however slow the broker is.
 */
export class FramePublisher {
  readonly #outlet: FrameOutlet;
  readonly #maxInFlight: number;
  readonly #topics = new Map<string, Uint8Array>();
  #free: PublishPacket[] = [];
  #inFlight = 0;

  constructor(outlet: FrameOutlet, maxInFlight = MAX_IN_FLIGHT) {
    this.#outlet = outlet;
    this.#maxInFlight = maxInFlight;
    outlet.onClosed(() => this.#forget());
  }

  /** Frames that the socket has not taken yet. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Publishes a frame on its sensor's topic; the bytes may be reused at once. */
  publish(sensorId: string, frame: Uint8Array): FrameFate {
    return this.#send(sensorId, frame, -1, 0);
  }

  /** Publishes a frame that was encoded before under a new sequence number and time; `frame` itself stays as it is. */
  publishRestamped(sensorId: string, frame: Uint8Array, sequence: number, t0Us: number): FrameFate {
    return this.#send(sensorId, frame, sequence, t0Us);
  }

  #send(sensorId: string, frame: Uint8Array, sequence: number, t0Us: number): FrameFate {
    if (!this.#outlet.connected) return 'offline';
    if (this.#inFlight >= this.#maxInFlight) return 'backpressure';
    const packet = this.#free.pop() ?? new PublishPacket();
    const bytes = packet.fit(this.#topicOf(sensorId), frame.byteLength);
    const payload = bytes.subarray(bytes.byteLength - frame.byteLength);
    payload.set(frame);
    if (sequence >= 0) restampFrame(payload, sequence, t0Us);
    const pool = this.#free;
    this.#inFlight++;
    this.#outlet.write(bytes, () => {
      // After a lost connection the pool is another one, and this packet counts no longer.
      if (pool !== this.#free) return;
      this.#inFlight--;
      pool.push(packet);
    });
    return 'sent';
  }

  #forget(): void {
    this.#free = [];
    this.#inFlight = 0;
  }

  #topicOf(sensorId: string): Uint8Array {
    let bytes = this.#topics.get(sensorId);
    if (bytes === undefined) {
      bytes = new TextEncoder().encode(topic('frames', sensorId));
      this.#topics.set(sensorId, bytes);
    }
    return bytes;
  }
}
