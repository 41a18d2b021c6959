/** Complex values as two arrays of the same length. */
export interface ComplexArrays {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * The discrete Fourier transform by its definition, in float64 and O(n²): slow, and the yardstick of tests.
 * `sign` −1 is forward, +1 inverse without the 1/n.
 */
export function dft(input: ComplexArrays, sign: -1 | 1): ComplexArrays {
  const n = input.re.length;
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    for (let t = 0; t < n; t++) {
      // The product is reduced modulo n, else the angle loses its digits.
      const angle = (sign * 2 * Math.PI * ((k * t) % n)) / n;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      re[k]! += input.re[t]! * cos - input.im[t]! * sin;
      im[k]! += input.re[t]! * sin + input.im[t]! * cos;
    }
  }
  return { re, im };
}

/** The same for real samples, forward. */
export function dftOfReal(samples: ArrayLike<number>): ComplexArrays {
  const re = Float64Array.from(samples);
  return dft({ re, im: new Float64Array(re.length) }, -1);
}
