import type { ApiKey } from '../model/api-key.ts';

/** Keys of the HTTP interface, each known by the hash of its text. */
export interface KeyStore {
  keys(): Promise<ApiKey[]>;
  keyOf(hash: string): Promise<ApiKey | null>;
  addKey(key: ApiKey, hash: string): Promise<void>;
  keyUsed(id: string, at: string): Promise<void>;
  /** False: there is none. */
  revokeKey(id: string): Promise<boolean>;
}
