import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressRule } from './address-rule.ts';
import { proxyConnector } from './proxy-connector.ts';

/** A name that leads to an address which may not be spoken to. */
export class RefusedAddressError extends Error {
  readonly code = 'refused-address';
}

export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** All addresses of a name, as the system's resolver gives them. */
export async function systemResolve(hostname: string): Promise<readonly string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address);
}

/** So many addresses of one name are tried before it counts as unreachable. */
const triedAddresses = 3;

/**
 * Connects undici's sockets. A name is resolved once for each connection, every answer is checked, and the socket goes
 * to the address that was checked (no second look-up that could answer otherwise). One forbidden answer among
 * others refuses the name.
 *
 * @param proxies `http://user:password@host:port`; each is asked for a tunnel to the address that was checked
 */
export function guardedConnector(
  rule: AddressRule,
  resolve: Resolve,
  connectTimeoutMs: number,
  proxies: readonly string[] = [],
): buildConnector.connector {
  const direct = buildConnector({ timeout: connectTimeoutMs, allowH2: false });
  const tunnels = proxies.map((proxy) => proxyConnector(proxy, direct, connectTimeoutMs));
  return (options, callback) => {
    const hostname = options.hostname.replace(/^\[|\]$/g, '');
    const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
    checkedAddresses(hostname, port, rule, resolve).then(
      (addresses) => tryNext(addresses, 0),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
    function tryNext(addresses: readonly string[], index: number): void {
      const address = addresses[index];
      if (address === undefined) {
        callback(new Error(`${hostname} has no address`), null);
        return;
      }
      // The certificate is checked against the name, not against the address that the socket goes to.
      const servername = isIP(hostname) ? '' : hostname;
      const connect = isLoopback(address) ? direct : (tunnels[placeOf(hostname, tunnels.length)] ?? direct);
      connect({ ...options, hostname: address, servername }, (error, socket) => {
        if (socket) callback(null, socket);
        else if (index + 1 < Math.min(addresses.length, triedAddresses)) tryNext(addresses, index + 1);
        else callback(error ?? new Error(`${hostname} could not be reached`), null);
      });
    }
  };
}

/** One host always goes by the same proxy: proxies are a way out of a network, not a way to look like many. */
function placeOf(hostname: string, count: number): number {
  let hash = 0;
  for (const letter of hostname) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return count === 0 ? 0 : hash % count;
}

/** A portal on this machine is not a proxy's business. */
function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

/**
 * The addresses behind a name (or the address itself), all of them checked.
 * @throws {RefusedAddressError} one of them may not be spoken to
 */
export async function checkedAddresses(
  hostname: string,
  port: number,
  rule: AddressRule,
  resolve: Resolve,
): Promise<readonly string[]> {
  const addresses = isIP(hostname) ? [hostname] : await resolve(hostname);
  for (const address of addresses) {
    const refusal = rule.refusal(address, port);
    if (refusal) {
      throw new RefusedAddressError(
        `${hostname === address ? '' : `${hostname}: `}${refusal}; only public ones are fetched`,
      );
    }
  }
  return addresses;
}
