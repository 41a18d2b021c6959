import pffft, { type PffftModule } from '@echogarden/pffft-wasm/simd';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { type HeapBuffer, Kernels } from './kernels.ts';

/** What a transform works on: real samples, or complex pairs (re, im). */
export type TransformKind = 'real' | 'complex';

/** Floats of room for what a kernel returns. */
const KERNEL_RESULTS = 16;
const REAL_MULTIPLE = 32;
const COMPLEX_MULTIPLE = 16;

/** True for a length that the library transforms: 2^a·3^b·5^c and a multiple of 32 (real) or 16 (complex). */
export function isTransformLength(length: number, kind: TransformKind): boolean {
  const multiple = kind === 'real' ? REAL_MULTIPLE : COMPLEX_MULTIPLE;
  if (!Number.isInteger(length) || length < multiple || length % multiple !== 0) return false;
  let rest = length;
  for (const prime of [2, 3, 5]) while (rest % prime === 0) rest /= prime;
  return rest === 1;
}

/**
 * Fast Fourier transforms of float32 by PFFFT (WASM, SIMD). Forward is unscaled, Σ x·e^(−j2πkn/N); inverse is unscaled too,
 * so a round trip multiplies by N. A real spectrum has N floats: DC, Nyquist, then (re, im) of bins 1 … N/2−1.
 */
export class Fft {
  /** The loops around the transforms, over the same memory. */
  readonly kernels: Kernels;
  private readonly module: PffftModule;
  private readonly setups = new Map<string, number>();
  private readonly buffers = new Set<HeapBuffer>();
  private work: HeapBuffer | null = null;

  constructor(module: PffftModule, memory: WebAssembly.Memory) {
    this.module = module;
    this.kernels = new Kernels(memory, this.allocate(KERNEL_RESULTS));
  }

  /** Reserves `length` zeroed floats; throws `internal` when memory is out. Give them back with `free`. */
  allocate(length: number): HeapBuffer {
    const pointer = this.module._pffft_aligned_malloc(length * 4);
    if (pointer === 0) throw new TremoloError('internal', 'No memory is left for the transforms.');
    const buffer = { pointer, length, f32: this.view(pointer, length).fill(0) };
    this.buffers.add(buffer);
    this.refresh();
    return buffer;
  }

  /** Gives a buffer's memory back; it must not be used afterwards. */
  free(buffer: HeapBuffer): void {
    if (this.buffers.delete(buffer)) this.module._pffft_aligned_free(buffer.pointer);
  }

  /** The prepared transform of one length, made once and kept; throws `internal` for a length that is not supported. */
  plan(length: number, kind: TransformKind): FftPlan {
    const key = `${kind}${length}`;
    let setup = this.setups.get(key);
    if (setup === undefined) {
      if (!isTransformLength(length, kind)) {
        throw new TremoloError('internal', `A ${kind} transform of ${length} is not supported.`);
      }
      setup = this.module._pffft_new_setup(length, kind === 'real' ? 0 : 1);
      this.setups.set(key, setup);
      this.refresh();
    }
    const work = this.workOf(kind === 'real' ? length : 2 * length);
    return new FftPlan(this.module, setup, work.pointer, length);
  }

  /** One work area serves all plans: transforms run one at a time. An outgrown one stays, as plans hold its address. */
  private workOf(length: number): HeapBuffer {
    if (this.work === null || this.work.length < length) this.work = this.allocate(length);
    return this.work;
  }

  private view(pointer: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.module.HEAPF32.buffer, pointer, length);
  }

  /** Memory growth detaches every view, so each is made again. */
  private refresh(): void {
    const memory = this.module.HEAPF32.buffer;
    for (const buffer of this.buffers) {
      if (buffer.f32.buffer !== memory) buffer.f32 = this.view(buffer.pointer, buffer.length);
    }
  }
}

/** The transform of one length. Input and output may be the same buffer. */
export class FftPlan {
  readonly length: number;
  private readonly run: PffftModule['_pffft_transform_ordered'];
  private readonly setup: number;
  private readonly workPointer: number;

  constructor(module: PffftModule, setup: number, workPointer: number, length: number) {
    this.run = module._pffft_transform_ordered;
    this.setup = setup;
    this.workPointer = workPointer;
    this.length = length;
  }

  /** Time to frequency. */
  forward(input: HeapBuffer, output: HeapBuffer): void {
    this.run(this.setup, input.pointer, output.pointer, this.workPointer, 0);
  }

  /** Frequency to time, unscaled. */
  inverse(input: HeapBuffer, output: HeapBuffer): void {
    this.run(this.setup, input.pointer, output.pointer, this.workPointer, 1);
  }
}

let loading: Promise<Fft> | null = null;
let loaded: Fft | null = null;

/**
 * Loads the transform library once for this process and returns it. The only reading of a file in `signal/`: the .wasm of the
 * package; a browser hands its bytes in. Whoever computes spectra awaits it first.
 */
export function loadFft(wasm?: Uint8Array<ArrayBuffer>): Promise<Fft> {
  loading ??= load(wasm);
  return loading;
}

/** The library that `loadFft` has loaded; throws `internal` before that. */
export function loadedFft(): Fft {
  if (loaded === null) throw new TremoloError('internal', 'Await loadFft() before computing.');
  return loaded;
}

async function load(wasm: Uint8Array<ArrayBuffer> | undefined): Promise<Fft> {
  const bytes = wasm ?? (await packagedWasm());
  let memory: WebAssembly.Memory | undefined;
  const module = await pffft({
    // Instantiated here, as the package keeps its memory to itself and the kernels work in it.
    instantiateWasm: (imports, receive) => {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
      for (const entry of Object.values(instance.exports)) {
        if (entry instanceof WebAssembly.Memory) memory = entry;
      }
      return receive(instance);
    },
  });
  if (memory === undefined) {
    throw new TremoloError('internal', 'The transform library exports no memory.');
  }
  loaded = new Fft(module, memory);
  return loaded;
}

async function packagedWasm(): Promise<Uint8Array<ArrayBuffer>> {
  // Not at the top of the file: a browser has no such module.
  const { readFile } = await import('node:fs/promises');
  const script = import.meta.resolve('@echogarden/pffft-wasm/simd');
  return readFile(new URL('./pffft.wasm', script));
}
