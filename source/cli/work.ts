import {serveAsWorker} from '../commands/together/site-worker.js';
import {surroundings} from './surroundings.js';

serveAsWorker(surroundings);
