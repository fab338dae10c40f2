import {pbx} from './pbx.js';
import {withReachedPbx} from './reach-pbx.js';
import {receive} from './receive.js';
import {sync} from './sync.js';

/**
All that reaches a PBX, as one thing to load when it is needed: each thing that is loaded by itself would part what it
shares with others into small files, and finding and opening those costs every command.
*/
export const reachingPbx = {pbx, receive, sync, withReachedPbx} as const;
