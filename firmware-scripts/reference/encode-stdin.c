/*
 * Encodes one frame that is described on stdin and writes it to stdout: the tests compare it with the golden frames.
 * Input, as text: format axes rate t0 sequence count, then the scale of each axis, then the samples of each axis.
 * Numbers are written so that they are read back exactly. Exits with 1 when the frame is refused, 2 on bad input.
 */
#include <inttypes.h>
#include <stdio.h>

#include "tremolo_frame.h"

#define MAX_SAMPLES 4096

static int16_t shorts[TREMOLO_FRAME_MAX_AXES][MAX_SAMPLES];
static int32_t longs[TREMOLO_FRAME_MAX_AXES][MAX_SAMPLES];
static float floats[TREMOLO_FRAME_MAX_AXES][MAX_SAMPLES];
static uint8_t frame[TREMOLO_FRAME_HEADER_BYTES + TREMOLO_FRAME_MAX_AXES * MAX_SAMPLES * 4];

int main(void) {
  tremolo_frame_header header = {0};
  const void *samples[TREMOLO_FRAME_MAX_AXES];
  unsigned format, axes, axis, i;
  size_t length;
  if (scanf("%u %u %lf %" SCNd64 " %" SCNu32 " %" SCNu32, &format, &axes, &header.sample_rate_hz, &header.t0_us,
            &header.sequence, &header.count) != 6)
    return 2;
  if (axes > TREMOLO_FRAME_MAX_AXES || header.count > MAX_SAMPLES) return 2;
  header.format = (tremolo_format)format;
  header.axes = (uint8_t)axes;
  for (axis = 0; axis < axes; axis++) {
    if (scanf("%f", &header.scale[axis]) != 1) return 2;
  }
  for (axis = 0; axis < axes; axis++) {
    samples[axis] = header.format == TREMOLO_INT16   ? (const void *)shorts[axis]
                    : header.format == TREMOLO_INT24 ? (const void *)longs[axis]
                                                     : (const void *)floats[axis];
    for (i = 0; i < header.count; i++) {
      if (scanf("%f", &floats[axis][i]) != 1) return 2;
      if (header.format != TREMOLO_FLOAT32) longs[axis][i] = (int32_t)floats[axis][i];
      if (header.format == TREMOLO_INT16) shorts[axis][i] = (int16_t)longs[axis][i];
    }
  }
  length = tremolo_frame_encode(&header, samples, frame, sizeof frame);
  if (length == 0) return 1;
  return fwrite(frame, 1, length, stdout) == length ? 0 : 2;
}
