import { isElement, type PageElement } from '../node.ts';
import { stableId, stableNames } from './page-places.ts';

/** One page to try selectors on, and the element that they have to find there; null: they must find none. */
export type SelectorTrial = { select(selector: string): PageElement[]; wanted: PageElement | null };

export type RobustSelector = {
  selector: string;
  /** 0–1: names that say what they are for stand longer than places in an order. */
  robustness: number;
};

/**
 * The shortest selector that finds the same place on every page: by id, class or role first, with a named ancestor
 * where that is not enough, by order among its siblings last.
 */
export function robustSelector(trials: readonly SelectorTrial[]): RobustSelector | null {
  const sample = trials.find(({ wanted }) => wanted !== null)?.wanted;
  if (!sample) return null;
  const offers = selectorsFor(sample).toSorted(
    (a, b) => a.cost - b.cost || a.selector.length - b.selector.length,
  );
  let best: Offer | null = null;
  for (const { selector, cost } of offers) {
    if (best && best.cost <= cost) break;
    const extra = extraMatches(selector, trials);
    // What also finds something behind the place will do, if there is nothing better.
    const real = extra === null ? Number.POSITIVE_INFINITY : cost + (extra > 0 ? alsoOthers : 0);
    if (real < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { selector, cost: real };
  }
  return best && { selector: best.selector, robustness: Math.max(0, 1 - best.cost / 12) };
}

const alsoOthers = 3;

/** How many others it finds behind the wanted ones; null where it finds another first, or one where none is wanted. */
function extraMatches(selector: string, trials: readonly SelectorTrial[]): number | null {
  let extra = 0;
  for (const { select, wanted } of trials) {
    const found = select(selector);
    if (wanted === null ? found.length > 0 : found[0] !== wanted) return null;
    extra += Math.max(0, found.length - 1);
  }
  return extra;
}

type Offer = { selector: string; cost: number };

function selectorsFor(element: PageElement): Offer[] {
  const own = namesOf(element);
  const ordered = inOrder(element);
  // A bare tag finds another as soon as the page has one more of them.
  const offers = own.map(({ selector, cost }) => ({
    selector,
    cost: isBareTag(selector) ? aloneAndBare : cost,
  }));
  let distance = 1;
  for (let at = element.parent; isElement(at) && distance <= 4; at = at.parent, distance++) {
    for (const box of namesOf(at)) {
      // A bare tag around another says too little to last.
      if (box.cost >= bareTag && !landmarks.has(box.selector)) continue;
      for (const inner of own)
        offers.push({ selector: `${box.selector} ${inner.selector}`, cost: box.cost + inner.cost });
      const step = distance === 1 ? ' > ' : ' ';
      for (const inner of ordered)
        offers.push({ selector: `${box.selector}${step}${inner}`, cost: box.cost + positional + distance });
    }
  }
  return offers;
}

const bareTag = 3;
const aloneAndBare = 7;
const positional = 4;
/** Tags that a page has for one purpose. */
const landmarks: ReadonlySet<string> = new Set(['h1', 'article', 'main', 'header', 'time', 'address']);

/** "b", "td": such a selector finds its place by luck. */
export function isBareTag(selector: string): boolean {
  return /^[a-z][a-z0-9]*$/.test(selector) && !landmarks.has(selector);
}

function namesOf(element: PageElement): Offer[] {
  const { name, attribs } = element;
  const id = stableId(element);
  const offers: Offer[] = [];
  if (id) offers.push({ selector: `#${id}`, cost: 1 });
  for (const key of ['itemprop', 'rel', 'role', 'property']) {
    const value = attribs[key] ?? '';
    if (/^[\w:-]{2,40}$/.test(value)) offers.push({ selector: `${name}[${key}="${value}"]`, cost: 1.5 });
  }
  const classes = stableNames(element);
  for (const each of classes) offers.push({ selector: `.${each}`, cost: 1.5 });
  for (const each of classes) offers.push({ selector: `${name}.${each}`, cost: 2 });
  if (classes.length > 1) offers.push({ selector: `.${classes.slice(0, 3).join('.')}`, cost: 2.5 });
  offers.push({ selector: name, cost: landmarks.has(name) ? 1.5 : bareTag });
  return offers;
}

/** "span:first-child", "td:nth-of-type(2)" */
function inOrder(element: PageElement): string[] {
  const siblings = element.parent?.children.filter(isElement) ?? [];
  const same = siblings.filter(({ name }) => name === element.name);
  const at = same.indexOf(element) + 1;
  return [
    ...(siblings[0] === element ? [`${element.name}:first-child`] : []),
    ...(siblings.at(-1) === element ? [`${element.name}:last-child`] : []),
    ...(same.at(-1) === element && at > 1 ? [`${element.name}:last-of-type`] : []),
    `${element.name}:nth-of-type(${at})`,
  ];
}
