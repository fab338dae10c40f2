import test from 'ava';
import {dueDelivery, platformDues} from '../../../source/domain/outbox/due.js';
import {surveyOutbox} from '../../../source/domain/outbox/survey.js';
import {apiHandler} from '../../../source/domain/handler.js';
import {planTransfer} from '../../../source/domain/act/transfer.js';
import {planUndo} from '../../../source/domain/act/undo.js';
import {memoryFacts, type MemoryFacts} from '../../helpers/memory-facts.js';
import {ann, office} from '../../helpers/office.js';

const actor = {by: 'ann'};
const sessions = [1, 2, 3];

const transferred = (): MemoryFacts => {
	const facts = memoryFacts({sessions: sessions.map(() => ({handler: ann})), directory: office});
	facts.commit(actor, planTransfer(facts, {sessions, to: apiHandler}).draft);
	return facts;
};

/** What the analytics platform answered about a session. */
const settle = (facts: MemoryFacts, id: number, failure?: string): void => {
	const due = dueDelivery({id, session: facts.session(id), changes: facts.changesOf(id), again: true})!;
	const outcome = {of: due.change.n, sessions: [id], tries: 1, ...(failure !== undefined && {failure})};
	facts.commit(actor, {kind: 'delivery', deliveries: [outcome]});
};

const survey = (facts: MemoryFacts) => {
	const outbox = new Map(sessions.map(id => [id, 1]));
	const {waiting, failed} = surveyOutbox(
		platformDues({outbox, session: id => facts.session(id), changesOf: id => facts.changesOf(id)}),
	);
	return {
		waiting: waiting.map(({session}) => session),
		failed: failed.map(({session, failure}) => [session, failure]),
	};
};

test('tells what waits, and what was refused with the reason', t => {
	const facts = transferred();
	t.deepEqual(survey(facts), {waiting: [1, 2, 3], failed: []});
	settle(facts, 1, 'no');
	settle(facts, 2);
	t.deepEqual(survey(facts), {waiting: [3], failed: [[1, 'no']]});
	settle(facts, 1);
	t.deepEqual(survey(facts), {waiting: [3], failed: []});
});

test('what was taken back concerns the platform only if it has it', t => {
	const facts = transferred();
	settle(facts, 1);
	settle(facts, 2, 'no');
	facts.commit(actor, planUndo(facts, actor).draft);
	t.deepEqual(survey(facts), {waiting: [1], failed: []});
	settle(facts, 1, 'gone');
	t.deepEqual(survey(facts), {waiting: [], failed: [[1, 'gone']]});
});
