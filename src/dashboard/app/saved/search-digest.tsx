import type { Digest } from '../../../api/answers.ts';
import type { AlertRule } from '../../../model/alert-rule.ts';
import { counted } from '../counted.ts';
import { address, Link } from '../location.tsx';
import { changeFrom } from '../percent.ts';
import { shownTime } from '../shown-time.ts';
import { Defined } from '../term.tsx';
import { VerdictBadge } from '../verdict-badge.tsx';
import { RemoveSearch } from './remove-search.tsx';

type Found = Digest['searches'][number];
type Props = { found: Found; rules: readonly AlertRule[]; onRemoved(): void };

/** What one saved search found and told of. */
export function SearchDigest({ found, rules, onRemoved }: Props) {
  const { name, title, q, articles, before, sample, stories, alerts } = found;
  return (
    <section className="panel" aria-label={title}>
      <h2>
        <Link href={address('/search', { q, sort: 'newest' })}>{title}</Link>
      </h2>
      <p>
        <code>{q}</code>
      </p>
      <p>
        <Defined term="new-articles">
          {sample < 1 && 'about '}
          <strong>{articles.toLocaleString('en')}</strong> new {articles === 1 ? 'article' : 'articles'}
        </Defined>{' '}
        <span className="raw" data-term="change">
          {changeFrom(before, articles)}
        </span>
      </p>
      {alerts.length > 0 && (
        <ul className="alerts">
          {alerts.map((alert) => (
            <li key={alert.id}>
              {alert.storyId ? (
                <Link href={`/stories/${encodeURIComponent(alert.storyId)}`}>{alert.title}</Link>
              ) : (
                <b data-term="alert">{alert.title}</b>
              )}
              <span className="meta">
                <span>{alert.text}</span>
                <span>{shownTime(alert.at)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <Stories stories={stories} />
      <p className="raw">
        <Defined term="alert">{rules.length === 0 ? 'It tells of nothing by itself' : 'It tells of'}</Defined>{' '}
        {rules.map(ruleWords).join(', ')}
      </p>
      <p className="links-row raw">
        <a href={`/v1/feeds/${name}.atom`}>Atom</a>
        <a href={`/v1/feeds/${name}.rss`}>RSS</a>
        <a href={`/v1/feeds/${name}.json`}>JSON Feed</a>
        <RemoveSearch name={name} title={title} onRemoved={onRemoved} />
      </p>
    </section>
  );
}

function Stories({ stories }: Pick<Found, 'stories'>) {
  if (stories.length === 0)
    return <p className="empty">Nothing new fitted. Choose a longer stretch above.</p>;
  return (
    <ul className="newest">
      {stories.map((story) => (
        <li key={story.storyId}>
          <Link href={`/articles/${story.articleId}`}>{story.title ?? 'Without a title'}</Link>
          <span className="meta">
            <span>{story.site}</span>
            <span data-term="first-seen">first seen {shownTime(story.firstSeenAt)}</span>
            {story.copies > 1 && <span data-term="copies">{counted(story.copies, 'copy', 'copies')}</span>}
            <VerdictBadge verdict={story.dateVerdict} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function ruleWords(rule: AlertRule): string {
  switch (rule.on) {
    case 'matches':
      return `${counted(rule.atLeast, 'new match', 'new matches')} within ${rule.hours} h`;
    case 'spike':
      return `${rule.factor} times as many as usual within ${rule.hours} h`;
    case 'reach':
      return `a story on ${rule.sites} sites`;
  }
}
