import { expect, test } from 'bun:test';
import { GpuReport } from '#schemas/broker/gpu';
import { ALL_FIELDS, parseQueryLine, withoutRefused } from './gpu-query.ts';

const line = (cells: Partial<Record<string, string>> = {}) =>
  ALL_FIELDS.map(({ field }) => ({ ...CELLS, ...cells })[field]).join(', ');
const CELLS: Record<string, string> = {
  index: '0',
  uuid: 'GPU-d37e67a5',
  name: 'Tesla T4',
  busId: '00000000:00:1E.0',
  driver: '515.105.01',
  memoryTotalMb: '15360',
  memoryUsedMb: '1032',
  utilisation: '37',
  temperatureC: '40',
  powerW: '26.78',
  powerLimitW: '70.00',
  clockMhz: '585',
  memoryClockMhz: '5000',
  throttle: '0x0000000000000044',
};

test('a line becomes a report with its units', () => {
  expect(GpuReport.parse(parseQueryLine(line(), ALL_FIELDS))).toEqual({
    uuid: 'GPU-d37e67a5',
    index: 0,
    name: 'Tesla T4',
    busId: '00000000:00:1E.0',
    driver: '515.105.01',
    state: 'ok',
    memoryTotalMb: 15_360,
    memoryUsedMb: 1_032,
    utilisation: 0.37,
    temperatureC: 40,
    powerW: 26.78,
    powerLimitW: 70,
    clockMhz: 585,
    memoryClockMhz: 5_000,
    throttle: ['sw_power_cap', 'hw_thermal_slowdown'],
    detail: null,
  });
});

test('what the card does not have is null and never zero', () => {
  const absent = [
    '[N/A]',
    'N/A',
    '[Not Supported]',
    '',
    'Requested functionality has been deprecated',
  ];
  for (const cell of absent) {
    const report = parseQueryLine(
      line({ powerW: cell, utilisation: cell, throttle: cell }),
      ALL_FIELDS,
    );
    expect([report?.powerW, report?.utilisation, report?.throttle]).toEqual([null, null, null]);
  }
});

test('a card that the driver has lost is lost', () => {
  const lost = line({ memoryUsedMb: '[GPU is lost]', temperatureC: '[GPU is lost]' });
  expect(parseQueryLine(lost, ALL_FIELDS)).toMatchObject({ state: 'lost', temperatureC: null });
});

test('lines of another kind are no reports', () => {
  for (const text of ['', 'Unable to determine the device handle for GPU 0000:01:00.0', 'a, b']) {
    expect(parseQueryLine(text, ALL_FIELDS)).toBeNull();
  }
});

test('a field that the driver does not know is asked for by its older name, then not at all', () => {
  const refusal = (field: string) => `Field "${field}" is not a valid field to query.`;
  const older = withoutRefused(ALL_FIELDS, refusal('clocks_event_reasons.active'));
  expect(older?.map(({ spelling }) => spelling)).toContain('clocks_throttle_reasons.active');
  const none = withoutRefused(older ?? [], refusal('clocks_throttle_reasons.active'));
  expect(none?.map(({ field }) => field)).not.toContain('throttle');
  const cells = (none ?? []).map(({ field }) => CELLS[field]).join(', ');
  expect(parseQueryLine(cells, none ?? [])).toMatchObject({ throttle: null, clockMhz: 585 });
  expect(withoutRefused(ALL_FIELDS, 'No devices were found')).toBeNull();
  expect(withoutRefused(ALL_FIELDS, refusal('something.else'))).toBeNull();
});
