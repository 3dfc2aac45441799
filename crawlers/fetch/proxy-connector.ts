import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** The proxy could not be reached, or would not open a way. Never tells the proxy's password. */
export class ProxyError extends Error {
  readonly code = 'proxy';
}

const mostHeaderBytes = 16 * 1_024;

/**
 * Connects through an HTTP proxy by CONNECT (RFC 9110 section 9.3.6), for http and https alike: the proxy is told the
 * address that was checked, never a name that it could look up otherwise. TLS goes to the host itself, inside the tunnel.
 *
 * @param proxy `http://host:port` or `https://host:port`, with `user:password@` where the proxy asks for it
 * @param direct what opens the socket to the proxy, and TLS over the tunnel
 */
export function proxyConnector(
  proxy: string,
  direct: buildConnector.connector,
  timeoutMs: number,
): buildConnector.connector {
  const { protocol, hostname, port, host, username, password } = new URL(proxy);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization =
    username === '' ? '' : `Proxy-Authorization: Basic ${Buffer.from(credentials).toString('base64')}\r\n`;
  const way = {
    ...{ protocol, host, servername: hostname, hostname: hostname.replace(/^\[|\]$/g, '') },
    port: port || (protocol === 'https:' ? '443' : '80'),
  };

  return (options, callback) => {
    const address = options.hostname.includes(':') ? `[${options.hostname}]` : options.hostname;
    const target = `${address}:${options.port || (options.protocol === 'https:' ? 443 : 80)}`;
    direct(way, (error, socket) => {
      if (!socket) {
        callback(
          new ProxyError(`the proxy ${host} cannot be reached: ${error?.message ?? 'no socket'}`),
          null,
        );
        return;
      }
      socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`);
      tunnelOpened(socket, timeoutMs).then(
        () => {
          if (options.protocol === 'https:') direct({ ...options, httpSocket: socket }, callback);
          else callback(null, socket);
        },
        (reason: unknown) => {
          socket.destroy();
          const why = reason instanceof Error ? reason.message : String(reason);
          callback(new ProxyError(`the proxy ${host} opens no way to ${target}: ${why}`), null);
        },
      );
    });
  };
}

/** Resolves when the proxy has answered 2xx; what follows its headers stays in the socket. */
async function tunnelOpened(socket: Socket, timeoutMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let received = Buffer.alloc(0);
  const take = () => {
    for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read()) {
      received = Buffer.concat([received, chunk]);
    }
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) {
      if (received.length > mostHeaderBytes) reject(new Error('its answer has no end'));
      return;
    }
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(received.toString('latin1', 0, 64))?.[1];
    if (!status?.startsWith('2')) reject(new Error(status ? `HTTP ${status}` : 'it does not speak HTTP'));
    else {
      if (received.length > end + 4) socket.unshift(received.subarray(end + 4));
      resolve();
    }
  };
  const broken = (error: Error) => reject(error);
  const closed = () => reject(new Error('it closed the connection'));
  const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1_000} s`)), timeoutMs);
  socket.on('readable', take).on('error', broken).on('close', closed).on('end', closed);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    socket.off('readable', take).off('error', broken).off('close', closed).off('end', closed);
    // One that was given up may still fail, and nobody listens any more.
    if (socket.destroyed) socket.on('error', () => undefined);
  }
}
