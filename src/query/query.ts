/** Fields that a bare word can be narrowed to, and fields that hold one value. */
export type TextField = 'any' | 'title' | 'body' | 'author';
export type ValueField = 'site' | 'lang' | 'story' | 'relation' | 'verdict' | 'id' | 'url';
export type NumberField = 'reactions' | 'lag' | 'views';
export type TimeField = 'claimed' | 'seen';

/**
 * A query as a tree: what every store turns into its own filter.
 * Times are half-open [from, to) ISO 8601 texts without a zone, compared as text; null: open.
 */
export type Query =
  | { type: 'everything' }
  | { type: 'and' | 'or'; parts: readonly Query[] }
  | { type: 'not'; part: Query }
  | { type: 'words'; field: TextField; text: string; prefix: boolean; phrase: boolean }
  | { type: 'near'; field: TextField; texts: readonly string[]; distance: number }
  | { type: 'value'; field: ValueField; value: string }
  | { type: 'number'; field: NumberField; op: '>' | '>=' | '<' | '<=' | '='; value: number }
  | { type: 'time'; field: TimeField; from: string | null; to: string | null };
