import type { FigureTold } from "../../../events/figure-told/v1.ts";
import type { Relayed } from "../../../events/relayed.ts";
import { toldByAlert, toldByAnswer, toldByDecision } from "../../domain/compliance/facts.ts";

/** What a record says of the things that figures count; most decisions and alerts say nothing of them. */
const toldBy = (message: Relayed): readonly FigureTold[] => {
  switch (message.type) {
    case "decision-recorded":
      return toldByDecision(message);
    case "feedback-given":
      return toldByAnswer(message);
    case "alert-raised":
      return toldByAlert(message);
    case "figure-told":
      return [message];
    default:
      return [];
  }
};

/** Sends on what messages say of figures; gives the positions of the messages of which something was not taken. */
export const tellFigures =
  (send: (told: readonly FigureTold[]) => Promise<readonly number[]>) =>
  async (messages: readonly Relayed[]): Promise<readonly number[]> => {
    const told = messages.flatMap((message, place) => toldBy(message).map((figure) => ({ place, figure })));
    if (told.length === 0) return [];
    const refused = await send(told.map(({ figure }) => figure));
    return refused.flatMap((position) => told[position]?.place ?? []);
  };
