#include "tremolo_frame.h"

#include <string.h>

/* One entry per half byte: 64 bytes of flash instead of 1024, at half the speed of the large table. */
static const uint32_t CRC_TABLE[16] = {
    0x00000000u, 0x1db71064u, 0x3b6e20c8u, 0x26d930acu, 0x76dc4190u, 0x6b6b51f4u, 0x4db26158u, 0x5005713cu,
    0xedb88320u, 0xf00f9344u, 0xd6d6a3e8u, 0xcb61b38cu, 0x9b64c2b0u, 0x86d3d2d4u, 0xa00ae278u, 0xbdbdf21cu,
};

static const uint32_t FLOAT_EXPONENT = 0x7f800000u;
static const int64_t MAX_T0_US = 9007199254740991; /* beyond it a reader's double no longer counts microseconds */

uint32_t tremolo_crc32(uint32_t crc, const uint8_t *bytes, size_t length) {
  size_t i;
  crc = ~crc;
  for (i = 0; i < length; i++) {
    crc ^= bytes[i];
    crc = (crc >> 4) ^ CRC_TABLE[crc & 15u];
    crc = (crc >> 4) ^ CRC_TABLE[crc & 15u];
  }
  return ~crc;
}

static void put_u32(uint8_t *at, uint32_t value) {
  at[0] = (uint8_t)value;
  at[1] = (uint8_t)(value >> 8);
  at[2] = (uint8_t)(value >> 16);
  at[3] = (uint8_t)(value >> 24);
}

static void put_u64(uint8_t *at, uint64_t value) {
  put_u32(at, (uint32_t)value);
  put_u32(at + 4, (uint32_t)(value >> 32));
}

/* The bits of a float. memcpy, for a cast through a pointer breaks the rules of aliasing. */
static uint32_t float_bits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static size_t sample_bytes(tremolo_format format) {
  switch (format) {
  case TREMOLO_INT16:
    return 2;
  case TREMOLO_INT24:
    return 3;
  case TREMOLO_FLOAT32:
    return 4;
  }
  return 0;
}

/* Above 0 and so small that the format's largest count is still a float; false for NaN. */
static int is_scale(tremolo_format format, float scale) {
  const double full = format == TREMOLO_INT16 ? 32768.0 : format == TREMOLO_INT24 ? 8388608.0 : 1.0;
  return scale > 0.0f && (double)scale * full <= 3.4028234663852886e38;
}

size_t tremolo_frame_bytes(const tremolo_frame_header *header) {
  size_t axis;
  const size_t width = sample_bytes(header->format);
  if (width == 0 || header->axes < 1 || header->axes > TREMOLO_FRAME_MAX_AXES) return 0;
  if (header->count < 1 || header->count > TREMOLO_FRAME_MAX_COUNT) return 0;
  if (!(header->sample_rate_hz > 0.0 && header->sample_rate_hz <= 10000000.0)) return 0;
  if (header->t0_us < 0 || header->t0_us > MAX_T0_US) return 0;
  for (axis = 0; axis < header->axes; axis++) {
    if (!is_scale(header->format, header->scale[axis])) return 0;
  }
  return TREMOLO_FRAME_HEADER_BYTES + header->axes * width * header->count;
}

static void put_header(uint8_t *out, const tremolo_frame_header *header) {
  size_t axis;
  uint64_t rate;
  memcpy(out, "TTRM", 4);
  out[4] = 1;
  out[5] = (uint8_t)header->format;
  out[6] = header->axes;
  out[7] = 0;
  memcpy(&rate, &header->sample_rate_hz, sizeof rate);
  put_u64(out + 8, rate);
  put_u64(out + 16, (uint64_t)header->t0_us);
  put_u32(out + 24, header->sequence);
  put_u32(out + 28, header->count);
  for (axis = 0; axis < TREMOLO_FRAME_MAX_AXES; axis++) {
    put_u32(out + 32 + 4 * axis, axis < header->axes ? float_bits(header->scale[axis]) : 0u);
  }
}

static uint8_t *put_int16(uint8_t *at, const int16_t *samples, size_t count) {
  size_t i;
  for (i = 0; i < count; i++, at += 2) {
    const uint16_t value = (uint16_t)samples[i];
    at[0] = (uint8_t)value;
    at[1] = (uint8_t)(value >> 8);
  }
  return at;
}

static uint8_t *put_int24(uint8_t *at, const int32_t *samples, size_t count) {
  size_t i;
  for (i = 0; i < count; i++, at += 3) {
    const int32_t clipped = samples[i] > 8388607 ? 8388607 : samples[i] < -8388608 ? -8388608 : samples[i];
    const uint32_t value = (uint32_t)clipped;
    at[0] = (uint8_t)value;
    at[1] = (uint8_t)(value >> 8);
    at[2] = (uint8_t)(value >> 16);
  }
  return at;
}

/* Null when a sample is not finite: a frame with one is refused whole, so it had better not be sent. */
static uint8_t *put_float32(uint8_t *at, const float *samples, size_t count) {
  size_t i;
  for (i = 0; i < count; i++, at += 4) {
    const uint32_t bits = float_bits(samples[i]);
    if ((bits & FLOAT_EXPONENT) == FLOAT_EXPONENT) return NULL;
    put_u32(at, bits);
  }
  return at;
}

size_t tremolo_frame_encode(const tremolo_frame_header *header, const void *const samples[], uint8_t *out,
                            size_t capacity) {
  size_t axis;
  uint32_t crc;
  uint8_t *at = out + TREMOLO_FRAME_HEADER_BYTES;
  const size_t length = tremolo_frame_bytes(header);
  if (length == 0 || capacity < length) return 0;
  put_header(out, header);
  for (axis = 0; axis < header->axes; axis++) {
    if (header->format == TREMOLO_INT16) at = put_int16(at, (const int16_t *)samples[axis], header->count);
    else if (header->format == TREMOLO_INT24) at = put_int24(at, (const int32_t *)samples[axis], header->count);
    else at = put_float32(at, (const float *)samples[axis], header->count);
    if (at == NULL) return 0;
  }
  crc = tremolo_crc32(0, out, 64);
  crc = tremolo_crc32(crc, out + TREMOLO_FRAME_HEADER_BYTES, length - TREMOLO_FRAME_HEADER_BYTES);
  put_u32(out + 64, crc);
  return length;
}
