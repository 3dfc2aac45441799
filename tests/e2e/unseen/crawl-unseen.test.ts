import { crawledNetworkContract } from '../crawled-network.contract.ts';
import { startUnseenPortals } from './start-unseen-portals.ts';

// Portals that neither the crawler nor the parsers were written for: other templates, words, languages and addresses.
crawledNetworkContract('a network of portals that was never seen', startUnseenPortals);
