import { describe, expect, it } from 'vitest';
import { readReactions } from '../../../parsers/fields/reactions.ts';
import { documentOf } from '../document-of.ts';

const reactions = (html: string) => readReactions(documentOf(html), () => true, []).value;

describe('readReactions', () => {
  it('reads a label and the count in brackets behind it', () => {
    expect(reactions('<p class="diggit"><a href="javascript:;">veryGood! </a>(<b>15</b>)</p>')).toEqual([
      { label: 'veryGood!', count: 15, atLeast: false },
    ]);
  });
  it('reads several labels of one line', () => {
    expect(
      reactions('<p class="digg">Good<b>(<i>7</i>)</b> Bad<b>(<i>0</i>)</b></p>').map(({ label, count }) => [
        label,
        count,
      ]),
    ).toEqual([
      ['Good', 7],
      ['Bad', 0],
    ]);
  });
  it('reads 万, K and "at least"', () => {
    expect(
      reactions('<button class="like">点赞 <em>3万</em></button><button class="fav">收藏 10万+</button>'),
    ).toEqual([
      { label: '点赞', count: 30_000, atLeast: false },
      { label: '收藏', count: 100_000, atLeast: true },
    ]);
  });
  it('reads いいね, 좋아요 and нравится', () => {
    expect(
      reactions(
        '<button class="like">いいね 12</button><button class="like">좋아요 3</button><button class="like">нравится 4</button>',
      ).map(({ count }) => count),
    ).toEqual([12, 3, 4]);
  });
  it('reads several buttons of one line, whose counts stand in elements of their own', () => {
    const pairs = (html: string) => reactions(html).map(({ label, count }) => [label, count]);
    expect(
      pairs('<p><span><b>Curtir</b> <i>5,9 mil</i></span> <span><b>Não curtir</b> <i>34</i></span></p>'),
    ).toEqual([
      ['Curtir', 5_900],
      ['Não curtir', 34],
    ]);
    expect(pairs('<p><a>赞(144)</a><a>有用 3万</a></p>')).toEqual([
      ['赞', 144],
      ['有用', 30_000],
    ]);
    expect(
      pairs(
        '<div><button>Helpful <span>287</span></button><button>Not helpful <span>33</span></button></div>',
      ),
    ).toEqual([
      ['Helpful', 287],
      ['Not helpful', 33],
    ]);
  });
  it('reads labels of many languages', () => {
    for (const label of ['J’aime', 'Me gusta', 'Gefällt mir', 'Mi piace', 'Нравится', 'いいね', '좋아요'])
      expect(reactions(`<p><a>${label}</a> <b>38\u202f826</b></p>`)).toEqual([
        { label, count: 38_826, atLeast: false },
      ]);
  });
  it('gives null, not 0, where a script fills the count in', () => {
    expect(
      reactions(
        '<p class="diggit"><a href="javascript:digg()">veryGood! </a>(<b><script src="/count.js"></script></b>)</p>',
      ),
    ).toEqual([{ label: 'veryGood!', count: null, atLeast: false }]);
  });
  it('takes a button without a count, and other brackets, for no reaction', () => {
    expect(
      reactions('<button class="share">转发</button><p>The council (12 members) met.</p><p>83.33%</p>'),
    ).toEqual([]);
  });
});
