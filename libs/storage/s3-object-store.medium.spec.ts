import { describeObjectStore } from '../../test/support/object-store-contract.js';
import { S3ObjectStore } from './index.js';

const endpoint = process.env.VITAMILL_TEST_S3_ENDPOINT;
const options = {
  endpoint: endpoint ?? 'http://127.0.0.1:9',
  region: 'us-east-1',
  bucket: process.env.VITAMILL_TEST_S3_BUCKET ?? 'vitamill-test',
  accessKey: process.env.VITAMILL_TEST_S3_ACCESS_KEY ?? 'minioadmin',
  secretKey: process.env.VITAMILL_TEST_S3_SECRET_KEY ?? 'minioadmin',
};
if (!endpoint) console.warn('S3ObjectStore: left out, VITAMILL_TEST_S3_ENDPOINT names no server');

(endpoint ? describe : describe.skip)('S3ObjectStore', () => {
  describeObjectStore(() => new S3ObjectStore(options));

  it('is unavailable with a wrong secret', async () => {
    const store = new S3ObjectStore({ ...options, secretKey: 'wrong-secret' });
    await expect(store.check()).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(store.open('a/b')).rejects.toMatchObject({ code: 'storage_unavailable' });
  });
});

describe('S3ObjectStore without a server', () => {
  it('is unavailable, and tells nothing else', async () => {
    const store = new S3ObjectStore({ ...options, endpoint: 'http://127.0.0.1:9' });
    await expect(store.check()).rejects.toMatchObject({ code: 'storage_unavailable' });
  }, 30_000);
});
