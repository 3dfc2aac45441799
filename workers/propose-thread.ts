import { parentPort, workerData } from 'node:worker_threads';
import { proposeRepair, type RepairRequest } from '../parsers/templates/propose-repair.ts';

// One request, one answer: trying selectors on a dozen pages takes seconds, which the service must not stand still for.
parentPort?.postMessage(proposeRepair(workerData as RepairRequest));
