import type { SiteDefinition } from '../model/site-definition.ts';
import type { FieldProposal } from '../model/site-proposal.ts';

/** A proposal as a file that a person goes on with: what was left out stands there as comments. */
export function siteYaml(site: SiteDefinition, fields: readonly FieldProposal[]): string {
  const { name, hosts, start, schedule, encoding, titleSuffix, versions } = site;
  const chosen = versions[0]?.fields ?? {};
  const lines = [
    `# Proposed by \`wellspring site new\`. Check it with \`wellspring site check ${hosts[0]}\`.`,
    `name: ${quoted(name)}`,
    `hosts: [${hosts.map(quoted).join(', ')}]`,
    '# Where to begin.',
    'start:',
    ...start.map((entry) => `  - ${inOneLine(entry)}`),
    ...(schedule
      ? [
          '# How often to look: as often as something new is found, between these bounds. Or: everyMinutes, cron, freshness.',
          `schedule: ${inOneLine(schedule)}`,
        ]
      : []),
    '# Only paths that begin so are visited, and none of the excluded ones.',
    '# scope: { include: ["/news/"], exclude: ["/tag/"] }',
    ...(encoding ? [`encoding: ${encoding}`] : []),
    ...(titleSuffix ? [`titleSuffix: ${quoted(titleSuffix)}`] : []),
    ...versionLines(fields, chosen.remove ?? []),
  ];
  return `${lines.join('\n')}\n`;
}

function versionLines(fields: readonly FieldProposal[], remove: readonly string[]): string[] {
  const written = fields.filter((one) => one.written && one.selector !== null);
  const left = fields.filter((one) => !one.written);
  const comments = left.map(({ field, selector, score, reason }) =>
    selector === null
      ? `      # ${field}: ${reason}`
      : `      # ${field}: ${quoted(selector)}  # ${score.toFixed(2)}: ${reason}`.replace(/\n/g, ' '),
  );
  if (written.length === 0 && remove.length === 0) {
    return [
      '# The parsers read everything without a selector. After a redesign, close a version with its last day:',
      '# versions:',
      '#   - { until: 2025-04-11, fields: { title: ".old-headline" } }',
      '#   - { fields: { title: "h1" } }',
      ...comments.map((line) => line.trimStart()),
    ];
  }
  return [
    '# After a redesign, give this version the last day that it held (until: 2025-04-11) and add the next one below.',
    'versions:',
    '  - fields:',
    ...written.map(
      ({ field, selector, score }) => `      ${field}: ${quoted(selector ?? '')} # ${score.toFixed(2)}`,
    ),
    ...(remove.length > 0 ? [`      remove: [${remove.map(quoted).join(', ')}]`] : []),
    ...comments,
  ];
}

/** A value in YAML's short form: `{ feed: "…" }`. */
function inOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, inner]) => `${key}: ${inOneLine(inner)}`);
  return `{ ${pairs.join(', ')} }`;
}

/** JSON's strings are YAML's, too. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
