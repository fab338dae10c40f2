import test from 'ava';
import {dueDelivery} from '../../../source/domain/outbox/due.js';
import {apiHandler} from '../../../source/domain/handler.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {planRedo, planUndo} from '../../../source/domain/act/undo.js';
import {deliveredSince} from '../../../source/domain/outbox/remark.js';
import {dueAtDesk, settledAtDesk} from '../../helpers/desk.js';
import {memoryFacts, type MemoryFacts} from '../../helpers/memory-facts.js';
import {ann, office, support} from '../../helpers/office.js';

const actor = {by: 'ann'};
const sessions = [1, 2, 3];

const transferred = (): MemoryFacts => {
	const facts = memoryFacts({sessions: sessions.map(() => ({handler: ann})), directory: office});
	facts.commit(actor, planTransfer(facts, {sessions, to: apiHandler}).draft);
	return facts;
};

const take = (facts: MemoryFacts, ids: readonly number[]): void => {
	const [id] = ids;
	const due = dueDelivery({id: id!, session: facts.session(id!), changes: facts.changesOf(id!)})!;
	facts.commit(actor, {kind: 'delivery', deliveries: [{of: due.change.n, sessions: ids, tries: 1}]});
};

test('a transfer to the platform says so while nothing can be sent', t => {
	const facts = memoryFacts({sessions: [{handler: ann}], directory: office});
	const request = {sessions: [1], to: apiHandler};
	t.regex(planTransfer(facts, request).remark!, /^Nothing is sent .*chatlogs platform set URL$/);
	t.is(planTransfer({...facts, platform: 'https://platform.example/'}, request).remark, undefined);
	t.is(planTransfer(facts, {sessions: [1], to: support}).remark, undefined);
});

test('an undo says how many sessions the platform has already', t => {
	const facts = transferred();
	t.is(planUndo(facts, actor).remark, undefined);
	take(facts, [1, 2]);
	t.regex(planUndo(facts, actor).remark!, /^2 sessions were already delivered to the analytics platform/);
});

test('an undo does not count what the platform was told of as taken back', t => {
	const facts = transferred();
	take(facts, [1]);
	facts.commit(actor, planUndo(facts, actor).draft);
	take(facts, [1]);
	facts.commit(actor, planRedo(facts, actor).draft);
	t.is(planUndo(facts, actor).remark, undefined);
	take(facts, [1]);
	t.regex(planUndo(facts, actor).remark!, /^1 session was already delivered/);
});

test('what another target took is not with the platform, and what that refused was taken back from it', t => {
	const facts = transferred();
	take(facts, [1, 2]);
	const atDesk = (id: number, failure?: string): void =>
		void facts.commit(actor, settledAtDesk(facts, dueAtDesk(id, facts.changesOf(id))!, failure));
	atDesk(3);
	t.deepEqual(deliveredSince(facts.changes(), 0), new Set([1, 2]));
	atDesk(1, 'no');
	take(facts, [1]);
	t.deepEqual(deliveredSince(facts.changes(), 0), new Set([2]));
	t.regex(planUndo(facts, actor).remark!, /^1 session was already delivered/);
});
