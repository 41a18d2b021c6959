import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { LIVE_ROUTES } from '#schemas/http/live';
import type { Principal } from '../access/principal.ts';
import { type Route, route } from '../http/route.ts';
import type { LiveConnection } from './live-connection.ts';
import type { LiveHub } from './live-hub.ts';

/** What an upgraded socket carries. */
export interface SocketData {
  readonly principal: Principal;
  connection: LiveConnection | null;
}

/** The largest message that a screen may send: a full watch list is about 2 KB. */
const MESSAGE_BYTES_MAX = 16 * 1024;
const IDLE_TIMEOUT_S = 60;
/** Bun drops messages beyond this; ours end long before. */
const BACKPRESSURE_LIMIT = 256 * 1024 * 1024;

/** The one WebSocket of the hub: the session is checked before the upgrade. */
export function liveRoute(live: LiveHub): Route {
  return route(LIVE_ROUTES.live, ({ principal, context }) => {
    if (!live.hasRoomFor(principal)) {
      throw refused('too_many_screens');
    }
    const data: SocketData = { principal, connection: null };
    if (!context.env.server.upgrade(context.req.raw, { data })) {
      throw new TremoloError('request_invalid', 'This address speaks WebSocket only.');
    }
    // Bun has answered the upgrade itself.
    return new Response(null);
  });
}

/** Bun's handlers for the sockets of that route. */
export function liveHandlers(live: LiveHub): Bun.WebSocketHandler<SocketData> {
  return {
    maxPayloadLength: MESSAGE_BYTES_MAX,
    idleTimeout: IDLE_TIMEOUT_S,
    backpressureLimit: BACKPRESSURE_LIMIT,
    open: (socket) => {
      socket.data.connection = live.open(socket, socket.data.principal);
    },
    message: (socket, message) => {
      if (socket.data.connection !== null) live.message(socket.data.connection, message);
    },
    close: (socket) => {
      if (socket.data.connection !== null) live.closed(socket.data.connection);
    },
  };
}
