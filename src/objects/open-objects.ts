import { folderObjects } from './folder-objects.ts';
import { type ObjectStore, ObjectStoreError } from './object-store.ts';
import { type S3Access, s3Objects } from './s3-objects.ts';

const S3_ADDRESS = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([^?#]*?))?\/?$/;

/**
 * The storage that a setting names: `s3://bucket/prefix`, or the path of a folder.
 * @throws {ObjectStoreError} it is neither, or S3 without access
 */
export function openObjects(place: string, s3: S3Access | undefined): ObjectStore {
  if (!/^\w{2,}:/.test(place)) return folderObjects(place);
  const [, bucket, prefix = ''] = S3_ADDRESS.exec(place) ?? [];
  if (bucket === undefined) {
    throw new ObjectStoreError(`${JSON.stringify(place)} is no place; write a folder, or s3://bucket/prefix`);
  }
  if (!s3) {
    throw new ObjectStoreError(
      `${place} needs s3.endpoint, s3.accessKeyId and s3.secretAccessKey of the settings (WELLSPRING_S3_…)`,
    );
  }
  return s3Objects({ ...s3, bucket, prefix });
}
