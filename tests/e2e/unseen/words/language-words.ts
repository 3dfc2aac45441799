/** What the stories of one language are made of. "{name}" in a frame stands for one of the words of that name. */
export type LanguageWords = {
  titles: readonly string[];
  /** The first sentence. */
  openings: readonly string[];
  sentences: readonly string[];
  words: Readonly<Record<string, readonly string[]>>;
  /** Between two sentences of a paragraph. */
  between: string;
};
