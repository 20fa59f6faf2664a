/**
 * Makes `Date` virtual: real time plus the distance that the host keeps in shared memory. Timers and everything else
 * stay real.
 * @param {SharedArrayBuffer} shared
 */
export const installVirtualDate = (shared) => {
  const distance = new Float64Array(shared);
  const RealDate = globalThis.Date;
  const now = () => Math.floor(RealDate.now() + distance[0]);
  function VirtualDate(...given) {
    if (new.target === undefined) return new RealDate(now()).toString();
    const target = new.target === VirtualDate ? RealDate : new.target;
    return Reflect.construct(RealDate, given.length === 0 ? [now()] : given, target);
  }
  // The same prototype object: dates made before, or by Node itself, are still instances.
  VirtualDate.prototype = RealDate.prototype;
  Object.defineProperties(VirtualDate, {
    name: { value: "Date" },
    length: { value: 7 },
    now: { value: now, writable: true, configurable: true },
    parse: { value: RealDate.parse, writable: true, configurable: true },
    UTC: { value: RealDate.UTC, writable: true, configurable: true },
  });
  RealDate.prototype.constructor = VirtualDate;
  globalThis.Date = VirtualDate;
};
