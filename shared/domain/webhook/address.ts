/** Ranges of IPv4 in which nobody's public webhook can be: first address and length of the prefix. */
const notPublic4: readonly (readonly [first: string, prefix: number])[] = [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // carrier-grade NAT, and a cloud's metadata
  ["127.0.0.0", 8], // loopback
  ["168.63.129.16", 32], // a cloud's host
  ["169.254.0.0", 16], // link-local, and most clouds' metadata
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // protocol assignments
  ["192.0.2.0", 24], // documentation
  ["192.88.99.0", 24], // 6to4 relays
  ["192.168.0.0", 16], // private
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, broadcast
];

/** Of IPv6 only global unicast (2000::/3) is public, and these parts of it are not: leading groups, bits of the last. */
const notPublic6: readonly (readonly [groups: readonly number[], prefix: number])[] = [
  [[0x2001, 0x0000], 23], // Teredo, ORCHID and other assignments
  [[0x2001, 0x0db8], 32], // documentation
  [[0x2002], 16], // 6to4: an IPv4 address inside
  [[0x3fff, 0x0000], 20], // documentation
];

/**
 * Whether an address, written as the resolver writes it, is one of the public internet. What is not understood is not
 * public; nor is an IPv4 address in the clothes of IPv6.
 */
export const isPublicAddress = (address: string): boolean => {
  const four = parse4(address);
  if (four !== undefined)
    return !notPublic4.some(([first, prefix]) => {
      const size = 2 ** (32 - prefix);
      return Math.floor(four / size) === Math.floor((parse4(first) ?? 0) / size);
    });
  const six = parse6(address);
  if (six === undefined || ((six[0] ?? 0) & 0xe000) !== 0x2000) return false;
  return !notPublic6.some(([groups, prefix]) => samePrefix(six, groups, prefix));
};

/** Whether an address is this very machine. */
export const isLoopback = (address: string): boolean => {
  const four = parse4(address);
  return four === undefined ? parse6(address)?.join() === "0,0,0,0,0,0,0,1" : four >>> 24 === 127;
};

const parse4 = (text: string): number | undefined => {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
};

const parse6 = (text: string): readonly number[] | undefined => {
  const halves = text.toLowerCase().split("::");
  if (halves.length > 2) return undefined;
  const [before = [], after] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - before.length - (after?.length ?? 0);
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array<string>(after === undefined ? 0 : missing).fill("0"), ...(after ?? [])];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? groups.map((group) => parseInt(group, 16))
    : undefined;
};

const samePrefix = (six: readonly number[], groups: readonly number[], prefix: number): boolean => {
  for (let bit = 0; bit < prefix; bit += 16) {
    const mask = (0xffff << Math.max(0, 16 - (prefix - bit))) & 0xffff;
    if (((six[bit / 16] ?? 0) & mask) !== ((groups[bit / 16] ?? 0) & mask)) return false;
  }
  return true;
};
