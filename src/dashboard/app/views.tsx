import type { ReactNode } from 'react';
import { ArticlePageView } from './article/article-page.tsx';
import { CollectionPage } from './collection/collection-page.tsx';
import { ComparePage } from './compare/compare-page.tsx';
import { DefinitionsPage } from './definitions-page.tsx';
import { NetworkPage } from './network/network-page.tsx';
import { OperationsPage } from './operations/operations-page.tsx';
import { SavedPage } from './saved/saved-page.tsx';
import { SearchPage } from './search/search-page.tsx';
import { SitesPage } from './sites/sites-page.tsx';
import { StoryListPage } from './story/story-list-page.tsx';
import { StoryPageView } from './story/story-page.tsx';
import { TodayPage } from './today/today-page.tsx';

/** A view is one line here, and one in `src/api/dashboard-pages.ts`, which has its address served. */
export const views: readonly {
  /** First part of its addresses; '' is the start page. */
  section: string;
  /** In the navigation; null: it is reached from other views only. */
  name: string | null;
  /** @param id the second part of the address, where there is one */
  show(id: string | undefined): ReactNode;
}[] = [
  { section: '', name: 'Today', show: () => <TodayPage /> },
  { section: 'search', name: 'Search', show: () => <SearchPage /> },
  {
    section: 'stories',
    name: 'Stories',
    show: (id) => (id ? <StoryPageView key={id} id={id} /> : <StoryListPage />),
  },
  { section: 'sites', name: 'Sites', show: () => <SitesPage /> },
  { section: 'network', name: 'Network', show: () => <NetworkPage /> },
  { section: 'saved', name: 'Saved', show: () => <SavedPage /> },
  { section: 'urls', name: 'Collection', show: () => <CollectionPage /> },
  { section: 'operations', name: 'Operations', show: () => <OperationsPage /> },
  {
    section: 'articles',
    name: null,
    show: (id) => (id ? <ArticlePageView key={id} id={id} /> : <SearchPage />),
  },
  { section: 'compare', name: null, show: () => <ComparePage /> },
  { section: 'definitions', name: null, show: () => <DefinitionsPage /> },
];
