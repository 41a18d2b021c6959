import mqtt from 'mqtt';

const TRY_FOR_MS = 5_000;

/**
 * Connects, asking again while the broker refuses: a credential that was just added counts within a second.
 * Rejects with the last refusal.
 */
export async function connectRetrying(
  url: string,
  options: mqtt.IClientOptions,
): Promise<mqtt.MqttClient> {
  const end = performance.now() + TRY_FOR_MS;
  for (;;) {
    try {
      return await mqtt.connectAsync(url, options);
    } catch (error) {
      if (performance.now() > end) throw error;
      await Bun.sleep(200);
    }
  }
}
