import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";

/** Files on their way in: encrypted, over TLS, for nobody outside, gone after a day whatever became of them. */
export class FilesBucket extends Bucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: false,
      lifecycleRules: [
        { id: "one-day", expiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    (this.node.defaultChild as CfnBucket).overrideLogicalId(id);
    acknowledge(
      this,
      "S1",
      "Objects live a day at most and seven functions alone may touch them, each of which logs what it did; an access log would be a second bucket that outlives the personal data it speaks of.",
    );
  }
}
