import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describeError } from '#schemas/errors/tremolo-error';

/** An execution provider that a session can be asked for. */
export type Provider = 'tensorrt' | 'cuda' | 'webgpu' | 'cpu';

/** What came of trying one provider; `why` is a sentence where it does not work. */
export interface ProbeResult {
  provider: Provider;
  why: string | null;
}

/** ONNX, opset 13: y[4] = x[4] + x[4]. */
const TINY_MODEL =
  'CAg6OQoOCgF4CgF4EgF5IgNBZGQSBXByb2JlWg8KAXgSCgoICAESBAoCCARiDwoBeRIKCggIARIECgIIBEIECgAQDQ==';

/**
 * Runs a tiny model on one provider. Falling back to the CPU for single nodes is switched off, so that success means
 * that the provider itself computed. Never throws.
 */
export async function probeProvider(provider: Provider): Promise<ProbeResult> {
  try {
    const session = await InferenceSession.create(Buffer.from(TINY_MODEL, 'base64'), {
      executionProviders: [provider],
      logSeverityLevel: 4,
      ...(provider === 'cpu' ? {} : { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
    });
    const output = await session.run({
      x: new Tensor('float32', new Float32Array(4).fill(2), [4]),
    });
    await session.release();
    const right = Array.from(output.y.data as Float32Array).every((value) => value === 4);
    return { provider, why: right ? null : `${NAMES[provider]} computed 2 + 2 wrongly.` };
  } catch (error) {
    return { provider, why: reasonOf(provider, describeError(error)) };
  }
}

const NAMES: Record<Provider, string> = {
  tensorrt: 'TensorRT',
  cuda: 'CUDA',
  webgpu: 'WebGPU',
  cpu: 'The CPU provider',
};

/** One sentence for the person from what the library says over many lines. */
function reasonOf(provider: Provider, message: string): string {
  const name = NAMES[provider];
  if (/Failed to load (shared )?library/.test(message))
    return `${name} is not available: its provider library for ONNX Runtime is not installed here.`;
  if (/WebGPU adapter/.test(message)) return `${name} is not available: no graphics adapter found.`;
  const first = message.split('\n')[0].replace(/^.*(Status Message|error): /i, '');
  return `${name} is not available: ${first.slice(0, 160)}`;
}
