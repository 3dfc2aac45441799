import type { GuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { type Settings, SettingsError } from '../settings.ts';

/** The owner of a public site must be able to reach whoever crawls it. */
export async function needContact(
  urls: readonly string[],
  { contact }: Settings,
  client: Pick<GuardedClient, 'isOwn' | 'refusal'>,
): Promise<void> {
  if (contact) return;
  for (const url of urls) {
    // What is refused anyway needs no one to be reached at.
    if (!URL.canParse(url) || client.isOwn(url) || (await client.refusal(url)) !== null) continue;
    throw new SettingsError(
      `${url} is a public address, and WELLSPRING_CONTACT is not set; write a URL or an e-mail address there, such ` +
        'as WELLSPRING_CONTACT=you@example.org: it goes into the User-Agent, so that the site can reach you instead ' +
        'of blocking you (a portal of your own on this machine is named by --allow ip:port)',
    );
  }
}
