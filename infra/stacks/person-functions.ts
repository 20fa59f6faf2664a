import { envSchema as discloseIdentity } from "../../functions/disclose-identity/env.ts";
import { envSchema as findPersons } from "../../functions/find-persons/env.ts";
import { envSchema as fileOwnRequests } from "../../functions/file-own-requests/env.ts";
import { envSchema as readOwnStanding } from "../../functions/read-own-standing/env.ts";
import { envSchema as readPersonalReads } from "../../functions/read-personal-reads/env.ts";
import { envSchema as rotatePepper } from "../../functions/rotate-pepper/env.ts";
import { envSchema as screenSubjects } from "../../functions/screen-subjects/env.ts";
import { answers, type FunctionSpec, works } from "./function-spec.ts";

/** The functions that screen subjects, find persons, open their numbers, and say who did (SPEC "Persons and their data"). */
export const personFunctions = {
  "screen-subjects": {
    seconds: 10,
    memory: 1024,
    env: screenSubjects,
    may: {
      tables: {
        Subjects: ["BatchGetItem"],
        PersonalReads: ["BatchWriteItem"],
        Register: ["GetItem"],
        Catalogue: ["GetItem", "Query"],
      },
      indexes: { Subjects: ["byName"] },
      readsPepper: true,
    },
    ...answers("agencies that must screen before they decide (应查必查)"),
  },
  "find-persons": {
    seconds: 10,
    memory: 512,
    env: findPersons,
    may: {
      tables: {
        Subjects: ["BatchGetItem"],
        Intake: ["UpdateItem"],
        PersonalReads: ["BatchWriteItem"],
        Register: ["GetItem"],
      },
      readsPepper: true,
    },
    ...answers("whoever looks for a person, and agencies that ask for a subject's id"),
  },
  // The only one that answers with a number of a person, and it can open one at a time.
  "disclose-identity": {
    seconds: 10,
    memory: 512,
    env: discloseIdentity,
    may: {
      tables: {
        Subjects: ["GetItem"],
        Lists: ["GetItem"],
        Triggers: ["GetItem"],
        PersonalReads: ["BatchWriteItem"],
        Register: ["GetItem"],
      },
      personKey: "Decrypt",
    },
    ...answers("agencies that must act on a measure against a person and need to know whom"),
  },
  "read-personal-reads": {
    seconds: 10,
    memory: 256,
    env: readPersonalReads,
    may: {
      tables: { PersonalReads: ["Query"], Register: ["GetItem"] },
      indexes: { PersonalReads: ["bySubject"] },
    },
    ...answers("the office and agencies, at the register of who read of persons"),
  },
  "read-own-standing": {
    seconds: 10,
    memory: 512,
    env: readOwnStanding,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem"],
        Lists: ["BatchGetItem", "Query"],
        Disclosures: ["GetItem", "BatchGetItem"],
        Triggers: ["Query"],
        Catalogue: ["GetItem", "Query"],
        Register: ["GetItem"],
      },
      indexes: { PersonalReads: ["bySubject"], Disclosures: ["public"] },
      readsPepper: true,
    },
    ...answers("listed companies and people who ask what is recorded about them"),
  },
  "file-own-requests": {
    seconds: 10,
    memory: 512,
    env: fileOwnRequests,
    may: {
      tables: {
        Subjects: ["GetItem", "BatchGetItem", "PutItem", "DeleteItem"],
        Lists: ["GetItem", "BatchGetItem", "Query", "PutItem", "DeleteItem"],
        Disclosures: ["GetItem", "PutItem"],
        Intake: ["GetItem", "PutItem"],
        Register: ["GetItem"],
        Catalogue: ["GetItem", "Query"],
      },
      readsPepper: true,
    },
    ...answers("listed companies and people who object, apply for repair, complain or answer a notice by themselves"),
  },
  "rotate-pepper": {
    seconds: 300,
    memory: 512,
    env: rotatePepper,
    may: {
      tables: { Subjects: ["GetItem", "PutItem", "UpdateItem", "DeleteItem"] },
      indexes: { Subjects: ["byPepper"] },
      readsPepper: true,
      writesPepper: true,
      personKey: "Decrypt",
    },
    ...works("nobody yet: a rotation of the pepper that was begun does not go on; look-ups go on under both."),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;
