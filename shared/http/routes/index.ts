import type { Route } from "../route.ts";
import * as catalogue from "./catalogue.ts";
import * as clocks from "./clocks.ts";
import * as compliance from "./compliance.ts";
import * as disclosures from "./disclosures.ts";
import * as editions from "./editions.ts";
import * as entries from "./entries.ts";
import * as evidence from "./evidence.ts";
import * as feedback from "./feedback.ts";
import * as me from "./me.ts";
import * as objections from "./objections.ts";
import * as office from "./office.ts";
import * as own from "./own.ts";
import * as persons from "./persons.ts";
import * as publicRoutes from "./public.ts";
import * as repairs from "./repairs.ts";
import * as screening from "./screening.ts";
import * as describe from "./describe.ts";
import * as subjects from "./subjects.ts";
import * as submissions from "./submissions.ts";
import * as triggers from "./triggers.ts";
import * as webhooks from "./webhooks.ts";
import * as why from "./why.ts";

/** Every HTTP operation of the platform: the list that the gateway, the OpenAPI document and the tests read. */
export const routes: readonly Route[] = [
  ...Object.values(submissions),
  ...Object.values(entries),
  ...Object.values(evidence),
  ...Object.values(repairs),
  ...Object.values(objections),
  ...Object.values(subjects),
  ...Object.values(editions),
  ...Object.values(triggers),
  ...Object.values(feedback),
  ...Object.values(screening),
  ...Object.values(office),
  ...Object.values(catalogue),
  ...Object.values(clocks),
  ...Object.values(compliance),
  ...Object.values(webhooks),
  ...Object.values(why),
  ...Object.values(me),
  ...Object.values(own),
  ...Object.values(persons),
  ...Object.values(disclosures),
  ...Object.values(publicRoutes),
  ...Object.values(describe),
];
