import { SiteDefinition } from '../model/site-definition.ts';
import { readYaml } from '../yaml-file.ts';
import { checkSelectors } from './check-selectors.ts';

/** A site file that is not as it has to be. Names the place, what was found and what is allowed. */
export class SiteFileError extends Error {
  readonly code = 'site-file';
}

const CheckedSite = SiteDefinition.superRefine(checkSelectors);

/** @throws {SiteFileError} */
export function readSite(file: string, text: string): SiteDefinition {
  const result = readYaml(text, CheckedSite);
  if ('value' in result) return result.value;
  const lines = result.problems.map(
    ({ line, column, key, message }) => `${file}:${line}:${column}: ${key === '' ? '' : `${key} `}${message}`,
  );
  throw new SiteFileError(lines.join('\n'));
}
