import test from 'ava';
import {Deeds} from '../../source/domain/replay.js';

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
