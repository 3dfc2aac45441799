/** The queue's server cannot be used as it is; the message says what to do. */
export class QueueError extends Error {
  readonly code = 'queue';
}
