import { UrlBiography } from '../../../model/url-biography.ts';
import { ForeignLink } from '../foreign-link.tsx';
import { address, Link } from '../location.tsx';
import { Loading, ProblemNotice } from '../problem-notice.tsx';
import { useAnswer } from '../use-answer.ts';
import { useTitle } from '../use-title.ts';
import { AskedAddressForm } from './asked-address-form.tsx';
import { UrlAnswer } from './url-answer.tsx';
import { UrlDecisions } from './url-decisions.tsx';
import { UrlFeed } from './url-feed.tsx';
import { UrlPanels } from './url-panels.tsx';

/** The life of one address, met or not: first why it is in the feed or not, then everything that led there. */
export function UrlBiographyPage({ url }: { url: string }) {
  const json = address('/v1/urls/biography', { url });
  const answer = useAnswer(json, UrlBiography);
  useTitle(`Life of ${url}`);
  const told = answer.state === 'here' ? answer.value : null;
  const shown = told?.url ?? url;
  const host = URL.parse(shown)?.host;
  return (
    <div className="narrow biography">
      <header>
        <p className="eyebrow">
          <Link href="/urls">Collection</Link>
          {host && <Link href={address('/urls', { host })}>Addresses of {host}</Link>}
        </p>
        <h1>The life of an address</h1>
        <p className="lead address">
          <ForeignLink url={shown}>{shown}</ForeignLink>
          {told && told.asked !== told.url && <> (asked for as {told.asked})</>}
        </p>
      </header>
      <AskedAddressForm shown={url} button="Ask" />
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} />}
      {answer.state === 'loading' && <Loading />}
      {told && (
        <>
          <UrlAnswer told={told} />
          <UrlPanels told={told} />
          <UrlDecisions told={told} />
          <UrlFeed told={told} />
          <p className="links-row">
            <a href={json}>JSON</a>
          </p>
        </>
      )}
    </div>
  );
}
