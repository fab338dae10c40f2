import test from 'ava';
import {planDeletion} from '../../source/domain/act/deletion.js';
import {planPurge} from '../../source/domain/act/purge.js';
import {planUndo} from '../../source/domain/act/undo.js';
import {addMarks, clearMarks, noMarks} from '../../source/state/marks.js';
import {withoutGoneMarks} from '../../source/state/gone-marks.js';
import {noPreferences} from '../../source/state/preferences.js';
import {initialState, type State} from '../../source/state/state.js';
import {memoryFacts} from '../helpers/memory-facts.js';
import {ann} from '../helpers/office.js';

const bob = {by: 'bob'};
const carl = {by: 'carl', as: 'Carla'};
const marks = addMarks(noMarks, [1, 2, 3]);
const state: State = {...initialState({columns: 80, rows: 24}, 0, noPreferences), marks};
const facts = () => memoryFacts({sessions: Array.from({length: 5}, () => ({handler: ann}))});

test('those that went in several ways are counted apart', t => {
	const store = facts();
	store.commit(bob, planDeletion(store, {sessions: [1, 2, 4]}).draft);
	store.commit(carl, planPurge(store, {sessions: [2], erase: false}).draft);
	const left = withoutGoneMarks(state, store.journal, store, () => false);
	t.deepEqual([...left.marks.ids], [3]);
	t.is(left.notice?.text, '2 marked sessions are gone: 1 deleted by bob, 1 purged by Carla (carl).');
});

test('what was brought back meanwhile stays marked', t => {
	const store = facts();
	store.commit(bob, planDeletion(store, {sessions: [1, 2]}).draft);
	store.commit(bob, planUndo(store, bob).draft);
	t.is(
		withoutGoneMarks(state, store.journal, store, () => false),
		state,
	);
});

test('what the user did is not told, but marked no more', t => {
	const store = facts();
	store.commit(bob, planDeletion(store, {sessions: [1]}).draft);
	const left = withoutGoneMarks(state, store.journal, store, ({by}) => by === 'bob');
	t.deepEqual([...left.marks.ids], [2, 3]);
	t.is(left.notice, undefined);
});

test('marks that were cleared are not brought back for what is gone', t => {
	const store = facts();
	store.commit(bob, planDeletion(store, {sessions: [1]}).draft);
	const left = withoutGoneMarks({...state, marks: clearMarks(marks)}, store.journal, store, () => false);
	t.deepEqual([...clearMarks(left.marks).ids], [2, 3]);
	t.is(left.notice, undefined);
});
