import test from 'ava';
import {type RowRecord} from '../../source/domain/history.js';
import {Deeds, replayRow} from '../../source/domain/replay.js';
import {ann, bob} from '../helpers/office.js';

test('what touched a session is told once, also what became of its delivery', t => {
	const deeds = new Deeds();
	const change = {at: 0, by: 'ann', kind: 'delivery'} as const;
	deeds.add({...change, n: 2, begun: [{of: 1, sessions: [7]}]}, 100);
	deeds.add({...change, n: 3, deliveries: [{of: 1, sessions: [7], tries: 2}]}, 200);
	t.deepEqual(deeds.of(7), [
		{n: 2, position: 100},
		{n: 3, position: 200},
	]);
});

test('the undo of a transfer that is lost does not count below zero', t => {
	const deeds = new Deeds();
	const moves = [{from: bob, to: ann, sessions: [7]}];
	deeds.add({at: 0, by: 'ann', kind: 'undo', n: 3, moves}, 100);
	deeds.add({at: 0, by: 'ann', kind: 'redo', n: 4, moves}, 200);
	const party = {name: '', number: ''};
	const row: RowRecord = {
		change: 1,
		channel: {type: 'sms', ...party},
		customer: party,
		handler: bob,
		status: 'open',
		archived: false,
		outbound: false,
		transfers: 0,
		highestMessage: 0,
	};
	t.is(replayRow({id: 7, row, messages: [], records: []}, deeds.of(7)).session.transfers, 1);
});
