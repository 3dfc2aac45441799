import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';

/** Something in a YAML file that is not as it has to be, with its place. */
export type YamlProblem = {
  /** From 1. */
  line: number;
  column: number;
  /** "sites.0.host"; empty for the file as a whole. */
  key: string;
  message: string;
};

/** A person's YAML file by its schema: the value, or everything that is wrong with it. */
export function readYaml<T>(
  text: string,
  schema: z.ZodType<T>,
): { value: T } | { problems: readonly [YamlProblem, ...YamlProblem[]] } {
  const lines = new LineCounter();
  // Aliases are not for these files, and bombs are made of them.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    return { problems: [{ line, column: col, key: '', message: broken.message }] };
  }
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { problems: [{ line: 1, column: 1, key: '', message }] };
  }
  const checked = schema.safeParse(plain);
  if (checked.success) return { value: checked.data };
  const problems = checked.error.issues.map((issue): YamlProblem => {
    const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const path = [...issue.path, ...(unknownKey === undefined ? [] : [unknownKey])];
    const { line, col } = lines.linePos(placeOf(document.contents, path));
    return { line, column: col, key: path.join('.'), message: told(issue, plain) };
  });
  const [first, ...rest] = problems;
  return { problems: [first ?? { line: 1, column: 1, key: '', message: 'not as it has to be' }, ...rest] };
}

function told(issue: z.core.$ZodIssue, plain: unknown): string {
  if (issue.code === 'unrecognized_keys') return `is no setting here (misspelt?)`;
  const found = issue.path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    plain,
  );
  const shown = found === undefined ? 'nothing' : JSON.stringify(found);
  return `is ${(shown ?? 'nothing').slice(0, 80)}; ${issue.message}`;
}

/** Offset of the deepest node on the path that stands in the file. */
function placeOf(root: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      if (!pair) return offset;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (node && typeof node === 'object' && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(key)];
      if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range))
        offset = node.range[0];
    } else return offset;
  }
  return offset;
}
