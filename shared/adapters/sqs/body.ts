/**
 * A message as the text that rides in a queue or topic. Queues refuse some characters (U+FFFE, U+FFFF, halves of a
 * pair), and not every engine takes the rare ones of Chinese names; escaped as JSON allows, all of them pass.
 */
export const bodyOf = (message: unknown): string =>
  JSON.stringify(message).replace(
    /[\ud800-\udfff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
