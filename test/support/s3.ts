import { randomUUID } from 'node:crypto';

/** How to reach the S3 server of the tests, with a bucket of their own. Without a server: an address where none answers. */
export const s3Options = () => ({
  endpoint: process.env.VITAMILL_TEST_S3_ENDPOINT ?? 'http://127.0.0.1:9',
  region: 'us-east-1',
  bucket: `test-${randomUUID().slice(0, 8)}`,
  accessKey: process.env.VITAMILL_TEST_S3_ACCESS_KEY ?? 'minioadmin',
  secretKey: process.env.VITAMILL_TEST_S3_SECRET_KEY ?? 'minioadmin',
});
