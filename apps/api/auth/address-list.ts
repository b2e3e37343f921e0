import { BlockList, isIP } from 'node:net';

/** IPv4 in the form of IPv6, as a server that listens on both sees it. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

const typeOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An address, or a network in CIDR notation; null for anything else. */
function readEntry(entry: string): { address: string; bits: number; type: 'ipv4' | 'ipv6' } | null {
  const match = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(entry);
  const address = match?.[1] ?? '';
  if (!isIP(address)) return null;
  const type = typeOf(address);
  const longest = type === 'ipv6' ? 128 : 32;
  const bits = match?.[2] === undefined ? longest : Number(match[2]);
  return bits <= longest ? { address, bits, type } : null;
}

export const isAddressEntry = (entry: string): boolean => readEntry(entry) !== null;

/** Whether an address is on the list. An empty list has every address. */
export function isAllowedAddress(list: readonly string[], address: string): boolean {
  if (list.length === 0) return true;
  const allowed = new BlockList();
  for (const text of list) {
    const entry = readEntry(text);
    if (entry) allowed.addSubnet(entry.address, entry.bits, entry.type);
  }
  const given = plain(address);
  return isIP(given) !== 0 && allowed.check(given, typeOf(given));
}
