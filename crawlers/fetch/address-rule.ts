import ipaddr from 'ipaddr.js';

/** Which addresses may be spoken to: public unicast ones, and the `ip:port` pairs that were allowed by hand. */
export type AddressRule = {
  /** Null: allowed; else why not, in a few words. */
  refusal(ip: string, port: number): string | null;
  /** True for a pair that was allowed by hand: a portal for tests on this machine. */
  isOwn(ip: string, port: number): boolean;
};

const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** @param allow `ip:port`, IPv6 in brackets: `127.0.0.1:8080`, `[::1]:8080` */
export function addressRule(allow: readonly string[]): AddressRule {
  const own = new Set(allow.map((pair) => pair.toLowerCase()));
  const isOwn = (ip: string, port: number) => own.has(ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`);
  return {
    isOwn,
    refusal(ip, port) {
      if (!ipaddr.isValid(ip)) return `${ip} is no address`;
      if (isOwn(ip, port)) return null;
      // Addresses that carry an IPv4 address inside (mapped, NAT64, 6to4, Teredo) are not "unicast" for ipaddr.js:
      // all of them are refused, since each is a way around this very rule.
      const address = ipaddr.parse(ip);
      const range = address.range();
      if (range !== 'unicast') return `${ip} is a ${rangeName(range)} address`;
      // Of IPv6 only 2000::/3 is given out (IANA); the rest holds old forms with an IPv4 address inside, as ::127.0.0.1.
      const isGivenOut = address.kind() === 'ipv4' || address.match(globalUnicast);
      return isGivenOut ? null : `${ip} is no public address`;
    },
  };
}

function rangeName(range: string): string {
  const names: Record<string, string> = {
    uniqueLocal: 'private',
    linkLocal: 'link-local',
    carrierGradeNat: 'private',
  };
  return names[range] ?? range;
}
