/*
 * The waveform frame of Tremolo, for a sensor's firmware. C99, no allocation, no library but string.h and stdint.h.
 *
 * One MQTT message is one frame: a header of 68 bytes, then the samples of each axis in turn, all little-endian. This
 * code writes every byte by shifts, so it runs the same on a big-endian part, and reads no sample twice.
 */
#ifndef TREMOLO_FRAME_H
#define TREMOLO_FRAME_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TREMOLO_FRAME_HEADER_BYTES 68u
#define TREMOLO_FRAME_MAX_AXES 8u
#define TREMOLO_FRAME_MAX_COUNT 1048576u

typedef enum {
  TREMOLO_INT16 = 1, /* samples are int16_t counts */
  TREMOLO_INT24 = 2, /* samples are int32_t counts from -8388608 to 8388607 */
  TREMOLO_FLOAT32 = 3 /* samples are float; a scale of 1 says that they are g already */
} tremolo_format;

typedef struct {
  tremolo_format format;
  uint8_t axes;          /* 1 to 8 */
  double sample_rate_hz; /* per axis, above 0 */
  int64_t t0_us;         /* time of the first sample, microseconds since 1970-01-01T00:00Z */
  uint32_t sequence;     /* one more than in the frame before, wraps to 0 */
  uint32_t count;        /* samples per axis, 1 to 1048576 */
  float scale[TREMOLO_FRAME_MAX_AXES]; /* g per count for each axis; entries beyond `axes` are ignored */
} tremolo_frame_header;

/* Bytes of the whole frame, or 0 when the header cannot make one. */
size_t tremolo_frame_bytes(const tremolo_frame_header *header);

/*
 * Writes the whole frame into `out` and returns its length, or 0 when the header cannot make a frame, `capacity` is too
 * small or a float sample is not finite. `samples[axis]` points at `count` samples of the type that the format names;
 * int24 counts beyond the range are clipped.
 */
size_t tremolo_frame_encode(const tremolo_frame_header *header, const void *const samples[], uint8_t *out,
                            size_t capacity);

/* CRC-32 (IEEE 802.3) of `length` bytes, going on from `crc`; begin with 0. */
uint32_t tremolo_crc32(uint32_t crc, const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif

#endif
