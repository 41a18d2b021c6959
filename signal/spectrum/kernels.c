/*
 * The loops that every window runs through, four values at a time. They work in the transform library's memory, which is
 * imported; they hold no data and need no stack of their own, so that nothing of that library can be overwritten.
 * Built into kernels-wasm.ts by build-kernels.ts. What each does is written out once more, slowly, in kernels-reference.ts.
 */
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(name)))

typedef float f32;
typedef double f64;

static inline f64 sum2(v128_t v) { return wasm_f64x2_extract_lane(v, 0) + wasm_f64x2_extract_lane(v, 1); }

static inline v128_t low2(v128_t v) { return wasm_f64x2_promote_low_f32x4(v); }
static inline v128_t high2(v128_t v) { return wasm_f64x2_promote_low_f32x4(wasm_i32x4_shuffle(v, v, 2, 3, 2, 3)); }

/* Sums of x, x², x³, x⁴ and the extremes of n samples (a multiple of 4) into out[0…5]. */
EXPORT("moments") void moments(const f32 *x, int n, f64 *out) {
  v128_t s1 = wasm_f64x2_splat(0), s2 = s1, s3 = s1, s4 = s1;
  v128_t low = wasm_v128_load(x), high = low;
  for (int i = 0; i < n; i += 4) {
    v128_t v = wasm_v128_load(x + i);
    low = wasm_f32x4_pmin(low, v);
    high = wasm_f32x4_pmax(high, v);
    v128_t a = low2(v), b = high2(v);
    v128_t aa = wasm_f64x2_mul(a, a), bb = wasm_f64x2_mul(b, b);
    s1 = wasm_f64x2_add(s1, wasm_f64x2_add(a, b));
    s2 = wasm_f64x2_add(s2, wasm_f64x2_add(aa, bb));
    s3 = wasm_f64x2_add(s3, wasm_f64x2_add(wasm_f64x2_mul(aa, a), wasm_f64x2_mul(bb, b)));
    s4 = wasm_f64x2_add(s4, wasm_f64x2_add(wasm_f64x2_mul(aa, aa), wasm_f64x2_mul(bb, bb)));
  }
  out[0] = sum2(s1);
  out[1] = sum2(s2);
  out[2] = sum2(s3);
  out[3] = sum2(s4);
  f32 least = wasm_f32x4_extract_lane(low, 0), most = wasm_f32x4_extract_lane(high, 0);
#define TAKE(lane)                                                                                 \
  {                                                                                                \
    f32 l = wasm_f32x4_extract_lane(low, lane), h = wasm_f32x4_extract_lane(high, lane);           \
    least = l < least ? l : least;                                                                 \
    most = h > most ? h : most;                                                                    \
  }
  TAKE(1) TAKE(2) TAKE(3)
  out[4] = least;
  out[5] = most;
}

/*
 * power[k] = |½X[k] − ¼(e^(−jφ)·X[k−1] + e^(jφ)·X[k+1])|² for `from` ≤ k < `to`: the power spectrum under a periodic Hann window
 * that starts φ/2π of the length into the samples, as a ring's oldest sample does. φ by its cosine and sine.
 */
EXPORT("hannPower") void hann_power(const f32 *x, int from, int to, f32 *power, f32 cosine, f32 sine) {
  const v128_t half = wasm_f32x4_splat(0.5f), c = wasm_f32x4_splat(0.25f * cosine);
  const v128_t s = wasm_f32x4_mul(wasm_f32x4_splat(0.25f * sine), wasm_f32x4_make(1, -1, 1, -1));
#define SWAP(v) wasm_i32x4_shuffle(v, v, 1, 0, 3, 2)
#define HANN(left, middle, right)                                                                  \
  wasm_f32x4_sub(wasm_f32x4_mul(half, middle),                                                     \
                 wasm_f32x4_add(wasm_f32x4_mul(c, wasm_f32x4_add(left, right)),                    \
                                wasm_f32x4_mul(s, SWAP(wasm_f32x4_sub(left, right)))))
  int k = from;
  for (; k + 4 <= to; k += 4) {
    const f32 *at = x + 2 * k;
    v128_t next = wasm_v128_load(at + 2);
    v128_t a = HANN(wasm_v128_load(at - 2), wasm_v128_load(at), next);
    v128_t b = HANN(next, wasm_v128_load(at + 4), wasm_v128_load(at + 6));
    a = wasm_f32x4_mul(a, a);
    b = wasm_f32x4_mul(b, b);
    wasm_v128_store(power + k, wasm_f32x4_add(wasm_i32x4_shuffle(a, b, 0, 2, 4, 6), wasm_i32x4_shuffle(a, b, 1, 3, 5, 7)));
  }
  for (; k < to; k++) {
    const f32 *at = x + 2 * k;
    f32 re = 0.5f * at[0] - 0.25f * (cosine * (at[-2] + at[2]) + sine * (at[-1] - at[3]));
    f32 im = 0.5f * at[1] - 0.25f * (cosine * (at[-1] + at[3]) - sine * (at[-2] - at[2]));
    power[k] = re * re + im * im;
  }
}

/* Σ a[k]·b[k] over `from` ≤ k < `to`, in float64. */
EXPORT("dot") f64 dot(const f32 *a, const f32 *b, int from, int to) {
  v128_t s = wasm_f64x2_splat(0), t = s;
  int k = from;
  for (; k + 4 <= to; k += 4) {
    v128_t u = wasm_v128_load(a + k), v = wasm_v128_load(b + k);
    s = wasm_f64x2_add(s, wasm_f64x2_mul(low2(u), low2(v)));
    t = wasm_f64x2_add(t, wasm_f64x2_mul(high2(u), high2(v)));
  }
  f64 sum = sum2(wasm_f64x2_add(s, t));
  for (; k < to; k++) sum += (f64)a[k] * (f64)b[k];
  return sum;
}

/* Σ a[k] over `from` ≤ k < `to`, in float64. */
EXPORT("sum") f64 sum(const f32 *a, int from, int to) {
  v128_t s = wasm_f64x2_splat(0), t = s;
  int k = from;
  for (; k + 4 <= to; k += 4) {
    v128_t u = wasm_v128_load(a + k);
    s = wasm_f64x2_add(s, low2(u));
    t = wasm_f64x2_add(t, high2(u));
  }
  f64 total = sum2(wasm_f64x2_add(s, t));
  for (; k < to; k++) total += a[k];
  return total;
}

/* Complex out[i] = x[i]·gains[i] for i < count, then zeros up to `length` pairs (a multiple of 2). */
EXPORT("weigh") void weigh(const f32 *x, const f32 *gains, int count, f32 *out, int length) {
  int i = 0;
  for (; i + 4 <= count; i += 4) {
    v128_t g = wasm_v128_load(gains + i);
    wasm_v128_store(out + 2 * i, wasm_f32x4_mul(wasm_v128_load(x + 2 * i), wasm_i32x4_shuffle(g, g, 0, 0, 1, 1)));
    wasm_v128_store(out + 2 * i + 4, wasm_f32x4_mul(wasm_v128_load(x + 2 * i + 4), wasm_i32x4_shuffle(g, g, 2, 2, 3, 3)));
  }
  for (; i < count; i++) {
    out[2 * i] = x[2 * i] * gains[i];
    out[2 * i + 1] = x[2 * i + 1] * gains[i];
  }
  for (; i < length && (i & 1); i++) out[2 * i] = out[2 * i + 1] = 0;
  for (; i < length; i += 2) wasm_v128_store(out + 2 * i, wasm_f32x4_splat(0));
}

/* out[i] = scale·|z[i]|² for `from` ≤ i < `to` (multiples of 4); returns their sum in sums[0], of their squares in sums[1]. */
EXPORT("square") void square(const f32 *z, int from, int to, f32 scale, f32 *out, f64 *sums) {
  const v128_t factor = wasm_f32x4_splat(scale);
  v128_t s = wasm_f64x2_splat(0), q = s;
  for (int i = from; i < to; i += 4) {
    v128_t a = wasm_v128_load(z + 2 * i), b = wasm_v128_load(z + 2 * i + 4);
    a = wasm_f32x4_mul(a, a);
    b = wasm_f32x4_mul(b, b);
    v128_t v = wasm_f32x4_mul(factor, wasm_f32x4_add(wasm_i32x4_shuffle(a, b, 0, 2, 4, 6), wasm_i32x4_shuffle(a, b, 1, 3, 5, 7)));
    wasm_v128_store(out + i, v);
    v128_t l = low2(v), h = high2(v);
    s = wasm_f64x2_add(s, wasm_f64x2_add(l, h));
    q = wasm_f64x2_add(q, wasm_f64x2_add(wasm_f64x2_mul(l, l), wasm_f64x2_mul(h, h)));
  }
  sums[0] = sum2(s);
  sums[1] = sum2(q);
}

/* Mean logarithm of the blocks of 8 within `each` blocks of block b. */
static inline f32 mean_around(const f32 *sums, int b, int blocks, int each) {
  int low = b - each < 0 ? 0 : b - each;
  int high = b + each > blocks - 1 ? blocks - 1 : b + each;
  f32 total = 0;
  for (int i = low; i <= high; i++) total += sums[i];
  return total / (f32)((high - low + 1) * 8);
}

static inline f32 sum4(v128_t v) {
  return (wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1)) +
         (wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3));
}

/* log2 of a positive float: exponent, and a polynomial of the mantissa that is exact at powers of two. */
static inline v128_t log2_4(v128_t bits) {
  v128_t exponent = wasm_f32x4_convert_i32x4(wasm_i32x4_sub(wasm_i32x4_shr(bits, 23), wasm_i32x4_splat(127)));
  v128_t t = wasm_f32x4_mul(wasm_f32x4_convert_i32x4(wasm_v128_and(bits, wasm_i32x4_splat(0x7fffff))),
                            wasm_f32x4_splat(1.0f / 8388608.0f));
  v128_t curve = wasm_f32x4_add(wasm_f32x4_splat(-0.23750132506741736f), wasm_f32x4_mul(t, wasm_f32x4_splat(0.0806531584791188f)));
  curve = wasm_f32x4_add(wasm_f32x4_splat(0.43837932982764116f), wasm_f32x4_mul(t, curve));
  v128_t bend = wasm_f32x4_mul(wasm_f32x4_mul(t, wasm_f32x4_sub(wasm_f32x4_splat(1.0f), t)), curve);
  return wasm_f32x4_add(exponent, wasm_f32x4_add(t, bend));
}

/*
 * Heights over the floor, dB, of `blocks` blocks of 8 bins. The floor of a block is the mean logarithm of the blocks within
 * `each` of it, bins clipped to `clip` octaves over the plain such mean, plus `bias_db`. `sums` holds 2·blocks floats.
 */
EXPORT("heights") void heights(const f32 *power, int blocks, int each, f32 clip, f32 bias_db, f32 *sums, f32 *out) {
  const f32 db = 3.01029995663981195f;
  f32 *clipped = sums + blocks;
  for (int b = 0; b < blocks; b++) {
    v128_t u = log2_4(wasm_v128_load(power + 8 * b)), v = log2_4(wasm_v128_load(power + 8 * b + 4));
    wasm_v128_store(out + 8 * b, u);
    wasm_v128_store(out + 8 * b + 4, v);
    sums[b] = sum4(wasm_f32x4_add(u, v));
  }
  for (int b = 0; b < blocks; b++) {
    v128_t bound = wasm_f32x4_splat(mean_around(sums, b, blocks, each) + clip);
    clipped[b] = sum4(wasm_f32x4_add(wasm_f32x4_pmin(wasm_v128_load(out + 8 * b), bound),
                                     wasm_f32x4_pmin(wasm_v128_load(out + 8 * b + 4), bound)));
  }
  for (int b = 0; b < blocks; b++) {
    v128_t offset = wasm_f32x4_splat(mean_around(clipped, b, blocks, each) * db + bias_db);
    v128_t factor = wasm_f32x4_splat(db);
    wasm_v128_store(out + 8 * b, wasm_f32x4_sub(wasm_f32x4_mul(wasm_v128_load(out + 8 * b), factor), offset));
    wasm_v128_store(out + 8 * b + 4, wasm_f32x4_sub(wasm_f32x4_mul(wasm_v128_load(out + 8 * b + 4), factor), offset));
  }
}
