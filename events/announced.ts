import * as z from "zod";
import { alertsAnnouncedV1 } from "./alerts-announced/v1.ts";
import { feedbackGivenV1 } from "./feedback-given/v1.ts";
import { objectionAnnouncedV1 } from "./objection-announced/v1.ts";

/** What agencies hear of by webhook beside their triggers: answers about their entries, alerts about their clocks, objections to their acts. */
export const announced = z.discriminatedUnion("type", [feedbackGivenV1, alertsAnnouncedV1, objectionAnnouncedV1]);
