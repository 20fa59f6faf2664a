import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/**
 * Records that a rule's finding was looked at and stands, with the reason. One finding at a time, on the narrowest
 * construct: a blanket acknowledgement would also hide the next mistake.
 */
export const acknowledge = (construct: IConstruct, rule: string, reason: string): void => {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
};
