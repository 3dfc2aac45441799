/** How far a sink has come. */
export type SinkPlace = {
  /** Every change up to it is in the sink, or not for it. */
  seq: number;
  /** The end of the range that is being written; null: none. Whoever comes upon one writes that same range again. */
  planned: number | null;
};

/** Places of sinks by name, durable, each moved by one process at a time. */
export interface SinkStore {
  /** Null: it never ran. */
  sinkPlace(name: string): Promise<SinkPlace | null>;
  /** False, and nothing is written, where the place is no longer `from`. */
  moveSink(name: string, from: SinkPlace | null, to: SinkPlace): Promise<boolean>;
}
