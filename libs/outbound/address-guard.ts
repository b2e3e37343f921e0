import { BlockList, isIP } from 'node:net';

/**
 * Addresses that are nobody's on the internet, or that lead to others: the IANA special-purpose registries, multicast, and
 * the IPv6 ranges that carry an IPv4 address inside (NAT64, 6to4, Teredo), which could carry a private one.
 */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Networks, parted by commas, as a list to check against; null: none. Throws where one is no CIDR range. */
export const readNetworks = (text: string | null): BlockList =>
  listOf((text ?? '').split(',').flatMap((range) => (range.trim() === '' ? [] : [range.trim()])));

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits = ''] = range.split('/');
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(network)] ?? -1;
    if (!/^\d{1,3}$/.test(bits) || Number(bits) > most)
      throw new TypeError('A network is given as 10.0.0.0/8 or fd00::/8.');
    list.addSubnet(network, Number(bits), familyOf(network));
  }
  return list;
}

const notPublic = listOf(NOT_PUBLIC);

/** The IPv4 address inside an IPv4-mapped IPv6 one (::ffff:10.0.0.1), in whatever form it is written. */
function unmapped(address: string): string {
  if (isIP(address) !== 6) return address;
  // The URL parser brings every form into one.
  const canonical = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return canonical;
  const number = (Number.parseInt(high, 16) << 16) | Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

/** Whether the service may connect to the address: a public one, or one of the networks that the configuration allows. */
export function mayCall(address: string, allowed: BlockList): boolean {
  const plain = unmapped(address);
  if (isIP(plain) === 0) return false;
  return allowed.check(plain, familyOf(plain)) || !notPublic.check(plain, familyOf(plain));
}
