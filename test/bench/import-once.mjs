/** Imports one bundle in this fresh process, and prints how many milliseconds that took. */
const file = process.argv[2];
const started = performance.now();
await import(file);
console.log(performance.now() - started);
process.exit(0);
