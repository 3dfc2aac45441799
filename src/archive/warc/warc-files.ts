/** A file that is being written, by one writer only. */
export type WarcFile = {
  readonly name: string;
  /** Kept when the bytes are durable. After a failure the end of the file may be torn. */
  append(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
};

/** A file that is being read. */
export type WarcReader = {
  /** Fewer bytes than asked for only at the file's end. */
  read(offsetBytes: number, lengthBytes: number): Promise<Buffer>;
  close(): Promise<void>;
};

/**
 * Where WARC files lie. Not here: what is in them, when the next one is begun.
 */
export interface WarcFiles {
  /** False: a file is whole once it was appended to, and is not appended to again. */
  readonly grow: boolean;
  /** A new file that begins with these bytes; null: the name is taken. */
  create(name: string, head: Buffer): Promise<WarcFile | null>;
  /** Null: there is no such file. Where looking would cost a request, reading gives no bytes instead. */
  open(name: string): Promise<WarcReader | null>;
  /** Puts bytes in the place of others, durably. */
  overwrite(name: string, offsetBytes: number, bytes: Buffer): Promise<void>;
  /** In no order. */
  names(): Promise<string[]>;
}
