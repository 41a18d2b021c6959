import { test } from 'bun:test';
import { brokerContract } from './broker-contract.ts';
import { embeddedBroker, mosquittoAbsent, mosquittoBroker } from './broker-under-test.ts';

brokerContract('the embedded broker', () => embeddedBroker());

const absent = mosquittoAbsent();
if (absent === null) {
  brokerContract('an external Mosquitto', () => mosquittoBroker());
} else {
  console.warn(`the contract is not tested against Mosquitto: ${absent}`);
  test.skip(`an external Mosquitto: ${absent}`, () => undefined);
}
