import test from 'ava';
import {type Handler} from '../../../source/domain/handler.js';
import {surveyPbx} from '../../../source/domain/outbox/pbx-survey.js';
import {connectedStore} from '../../helpers/connected-store.js';
import {trials} from '../../helpers/random.js';

const bob: Handler = {kind: 'extension', id: 12, number: '1002', name: 'Bob'};

/** 10,000 in the long run. */
const many = trials(1000);

test('many transfers go out four at once, and each line of the journal tells of many', async t => {
	const {act, run, pbx, store} = await connectedStore(t, {
		timeout: 60_000,
		fill(world) {
			for (let count = 0; count < many; count++) world.addChat({kind: 'extension', id: 11});
		},
	});
	const ids = Array.from({length: many}, (_, index) => 3001 + index);
	await act({kind: 'transfer', sessions: ids, to: [bob]});
	const before = store.newestChange;
	const since = performance.now();
	t.deepEqual(await run(), {heldDeletions: []});
	t.log(
		`${many} transfers in ${Math.round(performance.now() - since)} ms, ${store.newestChange - before} lines`,
	);
	t.is(pbx.atOnce.most, 4);
	t.is(pbx.calls('message_session/transfer').length, many);
	t.is(pbx.calls('message/get').length, many);
	t.true(store.newestChange - before <= many / 10);
	t.deepEqual(surveyPbx(store, 0), {pending: [], inGrace: [], needsYou: [], refused: []});
	for (const chat of pbx.world.chats.values()) t.like(chat.holder, {kind: 'extension', id: 12});
});
