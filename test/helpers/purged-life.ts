import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {fold} from '../../source/storage/fold.js';
import {message} from './office.js';
import {commit, importInto, incoming, life, type Step} from './simulated-life.js';

const purge =
	(sessions: readonly number[], erase = false): Step =>
	async store =>
		commit(store, facts => planPurge(facts, {sessions, erase}));

/** A life in which sessions and messages are purged, and some come again. */
export const purgedLife: readonly (Step | 'reopen')[] = [
	...life,
	purge([4, 9]),
	async store => commit(store, facts => planMessageDeletion(facts, {session: 5, messages: [1, 9]})),
	purge([5]),
	'reopen',
	async store => importInto(store, [incoming(4), incoming(9, [message({id: 7})]), incoming(5)]),
	async store => commit(store, facts => planDeletion(facts, {sessions: [9, 3]})),
	fold,
	purge([6], true),
	purge([3]),
	async store => commit(store, facts => planDeletion(facts, {sessions: [7]})),
	fold,
];
