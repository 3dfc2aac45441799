import { crawledNetworkContract } from '../crawled-network.contract.ts';
import { startSecondUnseenPortals } from './start-second-unseen-portals.ts';

// A second network that neither the crawler nor the parsers were written for: ordinary systems, other templates and words.
crawledNetworkContract('a second network of portals that was never seen', startSecondUnseenPortals);
