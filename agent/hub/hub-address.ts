import type { HubNotice } from '#schemas/broker/hub-notice';
import type { HubAddress } from './hub-api.ts';

/** Where the hub's API is: at the site's address, or else on the machine of the broker, which is the hub's own. */
export function addressFrom({ http }: HubNotice, brokerUrl: string): HubAddress {
  const { url, port, isTls, ca } = http;
  if (url !== null) return { url, ca };
  const { hostname } = new URL(brokerUrl);
  return { url: `${isTls ? 'https' : 'http'}://${hostname}:${port}`, ca };
}
