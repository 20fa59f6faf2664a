import { transitions } from "../../shared/domain/entry/transitions.ts";

/** The life of an entry as a table for people, from the data that decides it: `node test/support/print-life.ts`. */
export const lifeTable = (): string => {
  const byRule = Map.groupBy(transitions, ({ command, rule }) => `${command}|${rule}`);
  const rows = [...byRule.values()].map((same) => {
    const [first] = same;
    if (!first) throw new Error("a group has a member");
    const stays = same.every(({ from, to }) => from === to);
    const from = same.map(({ from: state }) => (state === "none" ? "–" : state)).join(", ");
    return `| ${from} | ${first.command} | ${stays ? "the same" : first.to === "left" ? "the state it left" : first.to} | ${first.rule} |`;
  });
  return ["| From | Command | To | Rule |", "|---|---|---|---|", ...rows].join("\n");
};

if (process.argv[1]?.endsWith("print-life.ts")) console.log(lifeTable());
