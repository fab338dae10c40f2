import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {fold} from '../../source/storage/fold.js';
import {planRedo, planUndo} from '../../source/domain/act/undo.js';
import {ablePbx} from './memory-facts.js';
import {bob, message, office, support} from './office.js';
import {admin, commit, importInto, incoming, life, type Step, transfer} from './simulated-life.js';

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

const undo: Step = async store => commit(store, facts => planUndo(facts, admin));

/** A life in which acts are taken back, some of them after all was folded. */
export const undoneLife: readonly (Step | 'reopen')[] = [
	async store =>
		importInto(
			store,
			[1, 2, 3, 4, 5, 6, 7, 8].map(id => incoming(id)),
			{pbx: ablePbx, directory: office.toRecord()},
		),
	async store => importInto(store, [incoming(3, [message({id: 5})]), incoming(9), incoming(10)]),
	async store => transfer(store, [1, 2, 3]),
	undo,
	async store => commit(store, facts => planMessageDeletion(facts, {session: 4, messages: [1, 2]})),
	undo,
	async store => transfer(store, [2, 5], bob),
	fold,
	undo,
	async store => commit(store, facts => planRedo(facts, admin)),
	undo,
	async store => commit(store, facts => planDeletion(facts, {sessions: [6, 7]})),
	undo,
];

/** A life that ends in polls of which nothing is folded. */
export const polledLife: readonly (Step | 'reopen')[] = [
	async store =>
		importInto(
			store,
			[1, 2, 3, 4, 5, 6].map(id => incoming(id)),
			{pbx: ablePbx, directory: office.toRecord()},
		),
	async store => commit(store, facts => planDeletion(facts, {sessions: [2]})),
	async store => importInto(store, [incoming(1, [message({id: 3})]), incoming(2, [message({id: 3})])]),
	async store => transfer(store, [1, 3], bob),
	'reopen',
	async store => importInto(store, [incoming(7), incoming(1, [message({id: 4})])]),
	purge([2]),
	async store =>
		importInto(store, [incoming(8), incoming(3, [message({id: 3})]), incoming(2, [message({id: 5})])]),
	async store => commit(store, facts => planMessageDeletion(facts, {session: 3, messages: [1]})),
	async store => importInto(store, [incoming(3, [message({id: 4})], {handler: support}), incoming(9)]),
];
