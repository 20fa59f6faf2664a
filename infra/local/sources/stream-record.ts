import type { Json } from "../assembly/intrinsics.ts";

/** One record of a stream, as DynamoDB gives it. */
export interface StreamRecord {
  readonly dynamodb: { readonly SequenceNumber: string; readonly ApproximateCreationDateTime?: number } & Record<
    string,
    Json
  >;
  readonly [name: string]: Json;
}
