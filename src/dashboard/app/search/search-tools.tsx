import { Menu } from '../menu.tsx';
import { CiteForm } from './cite-form.tsx';
import { ExportList } from './export-list.tsx';
import { SaveForm } from './save-form.tsx';

/** What can be done with an answer: keep the question, take the answer away, cite it. */
export function SearchTools({ query }: { query: string }) {
  return (
    <div className="tools">
      <Menu name="Save">
        <SaveForm query={query} />
      </Menu>
      <Menu name="Export">
        <ExportList query={query} />
      </Menu>
      <Menu name="Cite">
        <CiteForm query={query} />
      </Menu>
    </div>
  );
}
