import fc from 'fast-check';
import { DomHandler, Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import type { PageNode, PageRoot } from '../../parsers/node.ts';
import { pageLimits } from '../../parsers/preflight.ts';
import { readTree } from '../../parsers/read-tree.ts';

const raw = ['script', 'style', 'iframe', 'noembed', 'noframes', 'plaintext', 'xmp'];
const pieces = [
  ...[
    '&amp;',
    '&amp',
    '&',
    '&&',
    '&#',
    '&#x',
    '&#65;',
    '&#65',
    '&#x41;',
    '&#x41',
    '&#0;',
    '&#x110000;',
    '&#128;',
  ],
  ...[
    '&notit;',
    '&not',
    '&notin;',
    '&ampx',
    '&amp=',
    '&copy=1',
    '&lt',
    '&lt;',
    '&NotEqualTilde;',
    '&unknown;',
    '&ac',
  ],
  ...[
    'a',
    'b c',
    ' ',
    '\n',
    '=',
    ';',
    '/',
    '"',
    "'",
    '<',
    '>',
    '</',
    '/>',
    '<!--',
    '-->',
    '<!',
    '<?',
    ']]>',
    'é',
    '語',
  ],
  ...[
    '<a href="',
    "<a href='",
    '<a href=',
    ' title="',
    ' title=',
    '<p>',
    '</p>',
    '<br>',
    '<br/>',
    '</br>',
    '<form>',
  ],
  ...[
    '<svg>',
    '</svg>',
    '<math>',
    '</math>',
    '<foreignObject>',
    '</foreignObject>',
    '<title>',
    '</title>',
    '<title/>',
  ],
  ...[
    '<textarea>',
    '</textarea>',
    '<![CDATA[',
    '<div',
    '<div hidden>',
    '</div>',
    '<li>',
    '<td>',
    '<select>',
    '<option>',
  ],
  ...raw.flatMap((name) => [`<${name}>`, `<${name}/>`, `</${name}>`, `<${name.toUpperCase()} x="&amp;">`]),
];

describe('the tree of a page', () => {
  it('is the one that htmlparser2 builds when it reads references itself', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 24 }), (parts) => {
        // The library leaves a reference of a title unread right behind what could begin "</title>": "<&amp;".
        const html = parts.join('').replace(/<\/?[a-z]*&/gi, '');
        expect(shapeOf(readTree(html, pageLimits))).toEqual(shapeOf(plainTree(html)));
      }),
      { numRuns: Number(process.env.TREE_RUNS ?? 3_000) },
    );
  });

  it('keeps references of raw text as they are written, and reads them in SVG', () => {
    const [script, svg] = readTree(
      '<script>a &amp; b</script><svg><style>a &amp; b</style></svg>',
      pageLimits,
    ).children;
    expect(shapeOf(script)).toEqual(['script', {}, ['a &amp; b']]);
    expect(shapeOf(svg)).toEqual(['svg', {}, [['style', {}, ['a & b']]]]);
  });
});

function plainTree(html: string): PageRoot {
  const handler = new DomHandler();
  new Parser(handler, { decodeEntities: true }).end(html);
  return handler.root;
}

function shapeOf(node: PageNode | PageRoot | undefined): unknown {
  if (!node) return null;
  if ('data' in node) return node.type === 'text' ? node.data : [node.type, node.data];
  const children = node.children.map(shapeOf);
  return 'attribs' in node ? [node.name, { ...node.attribs }, children] : [node.type, children];
}
