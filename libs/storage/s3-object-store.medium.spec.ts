import { needing } from '../../test/support/needing.js';
import { describeObjectStore } from '../../test/support/object-store-contract.js';
import { s3Options } from '../../test/support/s3.js';
import { S3ObjectStore } from './index.js';

const options = s3Options();

needing('VITAMILL_TEST_S3_ENDPOINT', describe)('S3ObjectStore', () => {
  describeObjectStore(() => new S3ObjectStore(options));

  it('is unavailable with a wrong secret', async () => {
    const store = new S3ObjectStore({ ...options, secretKey: 'wrong-secret' });
    await expect(store.check()).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(store.open('a/b')).rejects.toMatchObject({ code: 'storage_unavailable' });
  });
});
