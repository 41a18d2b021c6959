/** Whether this browser takes messages while the page is closed. */
export type PushStanding = 'asking' | 'unable' | 'denied' | 'off' | 'on';

/** How it stands in this browser. */
export async function pushOf(window: Window & typeof globalThis): Promise<PushStanding> {
  const { serviceWorker } = window.navigator;
  if (serviceWorker === undefined || !('PushManager' in window)) return 'unable';
  if (window.Notification.permission === 'denied') return 'denied';
  // Without a worker (over plain http, say) nothing would ever answer `ready`.
  const registration = await serviceWorker.getRegistration();
  if (registration === undefined) return 'unable';
  return (await registration.pushManager.getSubscription()) === null ? 'off' : 'on';
}

/** Asks the person and the browser; what the hub needs to send, or null when either says no. */
export async function subscribeHere(
  window: Window & typeof globalThis,
  key: string,
): Promise<{ endpoint: string; keys: { p256dh: string; auth: string } } | null> {
  if ((await window.Notification.requestPermission()) !== 'granted') return null;
  const registration = await window.navigator.serviceWorker.ready;
  // A subscription belongs to the key of one hub: that of another would never be able to send here.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  });
  const { endpoint, keys = {} } = subscription.toJSON();
  const { p256dh, auth } = keys;
  if (endpoint === undefined || p256dh === undefined || auth === undefined) return null;
  return { endpoint, keys: { p256dh, auth } };
}
