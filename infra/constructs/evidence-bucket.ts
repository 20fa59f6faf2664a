import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";

/**
 * Evidence: encrypted, over TLS, for nobody outside, kept as long as the history that cites it. A version that was
 * overwritten or deleted by mistake can be brought back for a week (ADR 30).
 */
export class EvidenceBucket extends Bucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      lifecycleRules: [
        {
          id: "old-versions",
          noncurrentVersionExpiration: Duration.days(7),
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    (this.node.defaultChild as CfnBucket).overrideLogicalId(id);
    acknowledge(
      this,
      "S1",
      "Two functions alone may touch it; who reads a person's evidence is registered in PersonalReads, and every link is made by a function that logs it.",
    );
  }
}
