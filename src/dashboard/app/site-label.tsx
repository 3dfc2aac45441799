/** A site by the name it gives itself, with its host; by its host alone where it has no name. */
export function SiteLabel({ site, siteName }: { site: string; siteName: string | null }) {
  return (
    <span className="site">
      {siteName ?? site}
      {siteName && siteName.toLowerCase() !== site.toLowerCase() && <span className="host"> {site}</span>}
    </span>
  );
}
