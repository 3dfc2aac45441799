/** Fields that a bare word can be narrowed to, and fields that hold one value. */
export type TextField = 'any' | 'title' | 'body' | 'author';
export type ValueField = 'site' | 'lang' | 'story' | 'relation' | 'verdict' | 'id' | 'url';
export type NumberField = 'reactions' | 'lag' | 'views';
export type TimeField = 'claimed' | 'seen';

/** One condition of a query. Times are half-open [from, to) ISO 8601 texts without a zone, compared as text; null: open. */
export type QueryLeaf =
  | { type: 'everything' }
  | { type: 'words'; field: TextField; text: string; prefix: boolean; phrase: boolean }
  | { type: 'near'; field: TextField; texts: readonly string[]; distance: number }
  | { type: 'value'; field: ValueField; value: string }
  | { type: 'number'; field: NumberField; op: '>' | '>=' | '<' | '<=' | '='; value: number }
  | { type: 'time'; field: TimeField; from: string | null; to: string | null };

/**
 * A word by the rules of its language: every form of it (`language`: whose); or, in scripts without spaces
 * (`language` null), as whole words, or as a phrase, in traditional and simplified characters alike.
 */
export type FormsLeaf = {
  type: 'forms';
  field: TextField;
  text: string;
  phrase: boolean;
  language: string | null;
};

/** As it stood when that time was over (ISO 8601 without a zone, UTC): only beside everything else of a query. */
export type AsOfLeaf = { type: 'as-of'; at: string };

type Tree<Leaf> =
  | Leaf
  | { type: 'and' | 'or'; parts: readonly Tree<Leaf>[] }
  | { type: 'not'; part: Tree<Leaf> };

/** A query as a tree: what every store turns into its own filter. */
export type Query = Tree<QueryLeaf | FormsLeaf | AsOfLeaf>;
