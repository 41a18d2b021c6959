declare module '@echogarden/pffft-wasm/simd' {
  /** The compiled PFFFT library; pointers are byte offsets into `HEAPF32.buffer`. */
  export interface PffftModule {
    /** Replaced by a new array whenever the WASM memory grows. */
    readonly HEAPF32: Float32Array<ArrayBuffer>;
    _pffft_new_setup(length: number, transform: 0 | 1): number;
    _pffft_destroy_setup(setup: number): void;
    _pffft_aligned_malloc(bytes: number): number;
    _pffft_aligned_free(pointer: number): void;
    _pffft_transform_ordered(
      setup: number,
      input: number,
      output: number,
      work: number,
      direction: 0 | 1,
    ): void;
  }
  /** Emscripten's hook: `receive` takes the instance and returns its exports, which the hook returns. */
  export interface PffftOptions {
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => WebAssembly.Exports,
    ): WebAssembly.Exports;
  }
  const factory: (options: PffftOptions) => Promise<PffftModule>;

  // biome-ignore lint/style/noDefaultExport: the package's own form.
  export default factory;
}
