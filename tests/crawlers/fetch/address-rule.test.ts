import { describe, expect, it } from 'vitest';
import { addressRule } from '../../../crawlers/fetch/address-rule.ts';

describe('addressRule', () => {
  const rule = addressRule(['127.0.0.1:8080', '[::1]:9090']);

  it('allows public unicast addresses', () => {
    for (const ip of ['93.184.216.34', '8.8.8.8', '2606:2800:220:1::1'])
      expect(rule.refusal(ip, 80), ip).toBeNull();
  });

  it('refuses every other range, and every way to write an IPv4 address as IPv6', () => {
    const refused = [
      ...['127.0.0.1', '10.0.0.1', '192.168.1.1', '172.16.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
      ...['224.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1', '240.0.0.1'],
      ...[
        '::1',
        '::',
        'fe80::1',
        'fc00::1',
        'ff02::1',
        '::ffff:127.0.0.1',
        '64:ff9b::7f00:1',
        '2002:7f00:1::',
      ],
      ...[
        '2001::1',
        '2001:db8::1',
        '::7f00:1',
        '::10.0.0.1',
        '64:ff9b:1::1',
        '100:0:0:1::1',
        'fec0::1',
        '5f00::1',
      ],
      'no address',
    ];
    for (const ip of refused) expect(rule.refusal(ip, 80), ip).not.toBeNull();
  });

  it('allows a pair of address and port that was allowed by hand, and no other port of it', () => {
    expect(rule.refusal('127.0.0.1', 8080)).toBeNull();
    expect(rule.refusal('::1', 9090)).toBeNull();
    expect(rule.refusal('127.0.0.1', 8081)).toBe('127.0.0.1 is a loopback address');
  });
});
