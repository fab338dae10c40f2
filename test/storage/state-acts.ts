import test from 'ava';
import {planUndo} from '../../source/domain/act/undo.js';
import {type ToldSession} from '../../source/domain/incoming.js';
import {type Session} from '../../source/domain/session.js';
import {fold} from '../../source/storage/fold.js';
import {type ImportRequest} from '../../source/storage/import-sessions.js';
import {
	admin,
	alter,
	asSegments,
	commit,
	importInto,
	incoming,
	opened,
	withSessions,
} from '../helpers/simulated-life.js';
import {message} from '../helpers/office.js';

const stateOf = ({status, archived}: Session): Pick<Session, 'status' | 'archived'> => ({status, archived});

const isOpen: Partial<ToldSession> = {status: 'open', archived: false};

for (const [title, how] of [
	['rows that the journal tells', {}],
	['segments', asSegments],
] as const satisfies readonly (readonly [string, Partial<ImportRequest>])[]) {
	test(`a local close stays until the PBX says something else, with ${title}`, async t => {
		const {files, store: first} = await withSessions(2);
		await importInto(first, [incoming(1, [], isOpen)], {}, how);
		await alter(first, 'close', [1]);
		await alter(first, 'archive', [1]);
		const again = await importInto(first, [incoming(1, [], isOpen)], {}, how);
		t.is(again.change, undefined);
		t.like(again.summary, {unchanged: 1, kept: 1});
		// New messages write the row anew, and what the PBX said of it is remembered all the same.
		await importInto(first, [incoming(1, [message({id: 3})], isOpen)], {}, how);
		t.deepEqual(stateOf(first.session(1)!), {status: 'closed', archived: true});
		await first.close();

		let store = await opened(files);
		await fold(store);
		await store.close();
		store = await opened(files);
		const kept = await importInto(store, [incoming(1, [], isOpen)], {}, how);
		t.is(kept.change, undefined);
		await importInto(store, [incoming(1, [], {status: 'closed', archived: false})], {}, how);
		t.deepEqual(stateOf(store.session(1)!), {status: 'closed', archived: true});
		const {change} = await importInto(store, [incoming(1, [], isOpen)], {}, how);
		t.deepEqual(change?.brought, {reopened: [1]});
		t.deepEqual(stateOf(store.session(1)!), {status: 'open', archived: true});
		await store.close();
	});
}

test('what was undone is as the last import said, in another process, too', async t => {
	const {files, store} = await withSessions(1);
	await alter(store, 'close', [1]);
	await commit(store, facts => planUndo(facts, admin));
	await store.close();
	const next = await opened(files);
	t.is(next.session(1)!.status, 'open');
	const {change, summary} = await importInto(next, [incoming(1, undefined, isOpen)]);
	t.is(change, undefined);
	t.is(summary.kept, 0);
	await next.close();
});
