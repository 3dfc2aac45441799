/** What an export says of itself, so that a file that was passed on still tells what it is. */
export type ExportNote = {
  /** In the query language, as it was asked. */
  query: string;
  /** ISO 8601, UTC. */
  exportedAt: string;
  /** Of Wellspring. */
  version: string;
};
