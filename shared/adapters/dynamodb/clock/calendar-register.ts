import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { CalendarRegister } from "../../../ports/calendar.ts";
import { headWrite } from "../measure/catalogue-register.ts";
import { createCatalogueReader, yearKey } from "../measure/catalogue.ts";
import { transact } from "../db/transaction.ts";

/**
 * The calendar as the office keeps it, beside the catalogue and under its head: whoever decides asks the head anyway, and so
 * never decides on an old calendar. Every version of a year stays.
 */
export const createCalendarRegister = (db: DynamoDBDocumentClient, table: string): CalendarRegister => ({
  years: createCatalogueReader(db, table, []).calendar,
  write: async (year, message) => {
    const causes = await transact(db, [
      headWrite(table, year.revision),
      {
        Put: {
          TableName: table,
          Item: { ...yearKey(year), ...year, ...(message ? { record: "clocks", message } : {}) },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    ]);
    return causes ? "conflict" : "written";
  },
});
