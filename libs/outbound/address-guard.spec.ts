import fc from 'fast-check';
import { mayCall, readNetworks } from './index.js';

const none = readNetworks(null);

describe('mayCall', () => {
  it.each([
    ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
    ['this host', '0.0.0.0', '::'],
    ['private', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
    ['link local and the metadata of clouds', '169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254'],
    ['shared address space', '100.64.0.1', '100.127.255.255'],
    ['multicast and reserved', '224.0.0.1', '239.1.1.1', '255.255.255.255', '240.0.0.1', 'ff02::1'],
    ['documentation and benchmarks', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '2001:db8::1'],
    [
      'IPv4 inside IPv6',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '0:0:0:0:0:ffff:a00:1',
      '::127.0.0.1',
      '::ffff:169.254.169.254',
    ],
    ['IPv4 behind a translator', '64:ff9b::a00:1', '64:ff9b:1::1', '2002:7f00:1::1', '2001:0:1::1'],
    ['no addresses', '', 'localhost', '1.2.3', '0x7f000001', '2130706433'],
  ])('refuses %s', (_, ...addresses) => {
    expect(addresses.filter((address) => mayCall(address, none))).toEqual([]);
  });

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '2606:4700:4700::1111',
    '::ffff:8.8.8.8',
  ])('lets %s pass', (address) => {
    expect(mayCall(address, none)).toBe(true);
  });

  it('lets pass what the configuration allows, and nothing beside it', () => {
    const allowed = readNetworks('10.1.0.0/16, fd00::/8');
    expect(['10.1.2.3', '::ffff:10.1.2.3', 'fd00::1'].map((address) => mayCall(address, allowed))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['10.2.0.1', 'fc00::1', '127.0.0.1'].map((address) => mayCall(address, allowed))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('decides the same of an IPv4 address and of its IPv6 form', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number];
        const mapped = `::ffff:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        expect(mayCall(mapped, none)).toBe(mayCall(address, none));
      }),
    );
  });

  it('refuses networks that are none', () => {
    for (const text of ['10.0.0.0', '10.0.0.0/33', 'all', '10.0.0.0/8,x/8', 'fd00::/129'])
      expect(() => readNetworks(text)).toThrow(TypeError);
  });
});
