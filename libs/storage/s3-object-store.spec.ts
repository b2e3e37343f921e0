import { s3Options } from '../../test/support/s3.js';
import { S3ObjectStore } from './index.js';

describe('S3ObjectStore without a server', () => {
  it('is unavailable, and tells nothing else', async () => {
    const store = new S3ObjectStore({ ...s3Options(), endpoint: 'http://127.0.0.1:9' });
    await expect(store.check()).rejects.toMatchObject({ code: 'storage_unavailable' });
  }, 30_000);
});
