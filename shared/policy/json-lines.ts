import { accepted, refused, type Result } from "../kernel/result.ts";

export type JsonPath = readonly (string | number)[];

/** A JSON text that was read, and where in it each of its parts stands. */
export interface LocatedJson {
  readonly value: unknown;
  /** The line, from 1, of a part; of the nearest part around it where there is none such. */
  readonly lineOf: (path: JsonPath) => number;
}

/** Why a text is no JSON, and on which line. */
export interface JsonFault {
  readonly line: number;
  readonly message: string;
}

const space = /[ \t\r\n]*/y;
const string = /"(?:[^"\\\p{Cc}]|\\.)*"/uy;
const literal = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const deepest = 64;

class Fault extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Reads a JSON text with the lines of its parts. Refuses what is no JSON, and an object that names a field twice. */
export const readJson = (text: string): Result<LocatedJson, JsonFault> => {
  const places = new Map<string, number>();
  const lineAt = (at: number): number => text.slice(0, at).split("\n").length;
  let at = 0;
  const skip = (): void => void take(space);
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const expect = (char: string): void => {
    skip();
    if (text[at] !== char) throw new Fault(at, `"${char}" is expected here`);
    at++;
  };
  /** The parts of an object or an array, up to its end. */
  const parts = (end: string, one: (index: number) => void): void => {
    at++;
    skip();
    for (let index = 0; text[at] !== end; index++) {
      if (index > 0) expect(",");
      skip();
      one(index);
      skip();
      if (text[at] !== "," && text[at] !== end) throw new Fault(at, `"," or "${end}" is expected here`);
    }
    at++;
  };
  const read = (path: JsonPath): unknown => {
    skip();
    if (path.length > deepest) throw new Fault(at, "is nested too deep");
    const key = JSON.stringify(path);
    if (!places.has(key)) places.set(key, at);
    if (text[at] === "{") {
      const object = new Map<string, unknown>();
      parts("}", () => {
        const start = at;
        const quoted = take(string);
        if (quoted === undefined) throw new Fault(at, "the name of a field is expected here, in double quotes");
        const name = parse(start, quoted) as string;
        if (object.has(name)) throw new Fault(start, `"${name}" stands here a second time`);
        places.set(JSON.stringify([...path, name]), start);
        expect(":");
        object.set(name, read([...path, name]));
      });
      return Object.fromEntries(object);
    }
    if (text[at] === "[") {
      const array: unknown[] = [];
      parts("]", (index) => array.push(read([...path, index])));
      return array;
    }
    const start = at;
    const word = take(string) ?? take(literal);
    if (word === undefined) throw new Fault(at, "a value is expected here");
    return parse(start, word);
  };
  try {
    const value = read([]);
    skip();
    if (at < text.length) throw new Fault(at, "nothing is expected after the end");
    return accepted({
      value,
      lineOf: (path) => {
        for (let length = path.length; ; length--) {
          const place = places.get(JSON.stringify(path.slice(0, length)));
          if (place !== undefined || length === 0) return lineAt(place ?? 0);
        }
      },
    });
  } catch (error) {
    if (error instanceof Fault) return refused({ line: lineAt(error.at), message: error.message });
    throw error;
  }
};

const parse = (at: number, word: string): unknown => {
  try {
    return JSON.parse(word) as unknown;
  } catch {
    throw new Fault(at, "is no value that JSON knows");
  }
};
