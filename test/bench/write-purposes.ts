/**
 * What each item and index entry that a publication writes is for, by table and kind of item, or by table and index.
 * Whoever makes a publication write more has to say here why it must.
 */
const purposes: Readonly<Record<string, string>> = {
  "Subjects organisation": "what a public query and a screening read: one request, no facts",
  "Subjects byName": "the public query by name, in one request: so the whole standing again",
  "Lists entry": "the entry with its facts, which no query loads",
  "Lists due": "a sweep finds what is due and reads nothing else; keys alone",
  "Lists directory": "an authority lists its entries of a month, a sweep the decisions of an hour; keys alone",
  "Lists decision": "three events in one item, which is history and outbox in one",
  "Figures item":
    "what the record was counted for, and its agency's figures of the month and of what is open, so that telling it again changes nothing; behind the stream",
  "Intake request": "the same POST again is answered, not done again; a row of a file has none",
  "Triggers apply": "what one agency must do and will answer, hence an item of its own; outside the transaction",
  "Triggers watch":
    "the clocks of all triggers that a decision made of an entry: one item instead of an index entry each",
  "Triggers due": "a sweep finds the clocks that run out and reads nothing else; keys alone",
  "Triggers position": "how far the subject's decisions were worked on: their receipt, and their order",
  "Triggers inbox": "what an agency reads page after page: so the whole trigger again",
};

/** The purpose of a table's kind of item, or of a table's index. */
export const purposeOf = (table: string, what: string): string =>
  purposes[`${table} ${what}`] ?? "NOBODY HAS SAID WHAT THIS IS FOR";
