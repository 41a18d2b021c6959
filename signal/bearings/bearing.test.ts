import { describe, expect, test } from 'bun:test';
import type { BearingGeometry } from '#schemas/plant/machine-facts';
import { bearingOrders } from './bearing.ts';

const SKF_6205: BearingGeometry = {
  designation: 'SKF 6205-2RS',
  balls: 9,
  ballDiameterMm: 0.3126 * 25.4,
  pitchDiameterMm: 1.537 * 25.4,
  contactAngleDeg: 0,
};

describe('bearingOrders', () => {
  test('gives the published lines of the SKF 6205-2RS', () => {
    const orders = bearingOrders(SKF_6205);
    expect(orders.bpfi).toBeCloseTo(5.4152, 3);
    expect(orders.bpfo).toBeCloseTo(3.5848, 3);
    expect(orders.ftf).toBeCloseTo(0.39828, 3);
    expect(2 * orders.bsf).toBeCloseTo(4.7135, 3);
  });

  test('keeps bpfo + bpfi equal to the number of balls and bpfo to balls × ftf', () => {
    const orders = bearingOrders({ ...SKF_6205, contactAngleDeg: 15 });
    expect(orders.bpfo + orders.bpfi).toBeCloseTo(9, 12);
    expect(orders.bpfo).toBeCloseTo(9 * orders.ftf, 12);
  });

  test('brings the race lines together as the contact angle grows', () => {
    const straight = bearingOrders(SKF_6205);
    const angular = bearingOrders({ ...SKF_6205, contactAngleDeg: 40 });
    expect(angular.bpfo).toBeGreaterThan(straight.bpfo);
    expect(angular.bpfi).toBeLessThan(straight.bpfi);
  });
});
