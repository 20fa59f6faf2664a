/**
 * A stand-in that becomes what `make` makes when a property of it is first asked for: own properties and prototype are the
 * made one's from then on, so that nothing stands between a caller and the schema.
 */
export const whenTouched = <T extends object>(make: () => T): T => {
  const become = (): T => {
    const real = make();
    Object.setPrototypeOf(standIn, Object.getPrototypeOf(real) as object);
    return Object.defineProperties(standIn, Object.getOwnPropertyDescriptors(real));
  };
  const standIn = Object.create(
    new Proxy(
      {},
      {
        get: (_, key) => Reflect.get(become(), key) as unknown,
        has: (_, key) => Reflect.has(become(), key),
        set: (_, key, value) => Reflect.set(become(), key, value),
      },
    ),
  ) as T;
  return standIn;
};
