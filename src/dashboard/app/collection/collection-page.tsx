import { useAddress } from '../location.tsx';
import { UrlBiographyPage } from './url-biography-page.tsx';
import { UrlListPage } from './url-list-page.tsx';

/** Every address, or the life of the one that is asked for. */
export function CollectionPage() {
  const url = useAddress().searchParams.get('url');
  return url ? <UrlBiographyPage key={url} url={url} /> : <UrlListPage />;
}
