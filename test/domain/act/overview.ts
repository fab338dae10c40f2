import test from 'ava';
import {type Act, planAct} from '../../../source/domain/act/act.js';
import {overviewOf} from '../../../source/domain/act/overview.js';
import {skippedText} from '../../../source/domain/act/skipped.js';
import {handlerLabel} from '../../../source/domain/handler.js';
import {openLoads} from '../../../source/domain/table/totals.js';
import {memoryFacts} from '../../helpers/memory-facts.js';
import {ann as annLee, bob, ghost, office, sales, support} from '../../helpers/office.js';
import {fc} from '../../helpers/random.js';

const user = {by: 'ann'};
const handlers = [annLee, bob, ghost, sales, support];

const facts = memoryFacts({
	directory: office,
	sessions: [
		{handler: ghost},
		{handler: ghost, status: 'closed'},
		{handler: ghost},
		{handler: support},
		{handler: support, deleted: true},
		{handler: annLee},
	],
});

const look = (act: Act) => overviewOf(facts, act, planAct(facts, user, act));

test('a destination is told with its open sessions before and after; closed ones do not count', t => {
	const {totals} = look({kind: 'transfer', sessions: [1, 2, 3, 4], to: [support]});
	t.deepEqual(
		totals.map(({to, ...counts}) => [handlerLabel(to), counts]),
		[['Support', {sessions: 3, openBefore: 1, openAfter: 3}]],
	);
});

test('what all have in common is told once, also that it was deleted', t => {
	t.like(look({kind: 'transfer', sessions: [1, 3], to: [support]}).common, {
		handler: {id: ghost.id},
		isOrphaned: true,
		status: 'open',
	});
	t.like(look({kind: 'delete', sessions: [1, 2]}).common, {handler: {id: ghost.id}, status: undefined});
	t.like(look({kind: 'delete', sessions: [1, 4]}).common, {handler: undefined, status: 'open'});
	t.deepEqual(look({kind: 'delete', sessions: [1]}).common, {});
});

test('reasons to skip are counted, the most frequent first', t => {
	const {skipped} = look({kind: 'transfer', sessions: [1, 4, 5, 77, 78], to: [support]});
	t.deepEqual(skipped, [
		{reason: 'there is no such session', count: 2},
		{reason: 'already with Support', count: 1},
		{reason: 'in the trash', count: 1},
	]);
});

test('of many reasons the most frequent are told, and how many have another', t => {
	const {skipped} = look({kind: 'transfer', sessions: [1, 4, 5, 77, 78], to: [support]});
	t.is(
		skippedText(skipped),
		'4 skipped: there is no such session (2), already with Support (1), in the trash (1)',
	);
	const reasons = [3, 2, 2, 1, 1, 1].map((count, index) => ({reason: `reason ${index}`, count}));
	t.is(
		skippedText(reasons),
		'10 skipped: reason 0 (3), reason 1 (2), reason 2 (2), reason 3 (1), for other reasons (2)',
	);
	t.is(skippedText([{reason: 'in the trash', count: 2000}]), '2,000 skipped: in the trash');
	t.is(skippedText([]), undefined);
});

test('nothing arrives anywhere where nothing is moved', t => {
	t.deepEqual(look({kind: 'close', sessions: [1, 4]}).totals, []);
});

test('what is told to be open afterwards is what is open once it is done', t => {
	const session = fc.record({
		handler: fc.constantFrom(...handlers),
		status: fc.constantFrom('open', 'closed'),
		deleted: fc.boolean(),
	});
	fc.assert(
		fc.property(
			fc.array(session, {minLength: 1, maxLength: 30}),
			fc.uniqueArray(fc.constantFrom(annLee, bob, sales, support), {minLength: 1, maxLength: 4}),
			(sessions, to) => {
				const before = memoryFacts({directory: office, sessions});
				const act: Act = {kind: 'transfer', sessions: sessions.map((_, index) => index + 1), to};
				const plan = planAct(before, user, act);
				const {totals} = overviewOf(before, act, plan);
				if (plan.hits.length > 0) before.commit(user, plan.draft);
				const after = openLoads(before.table);
				for (const each of totals) t.is(each.openAfter, after.get(`${each.to.kind}:${each.to.id}`) ?? 0);
				t.is(
					totals.reduce((sum, each) => sum + each.sessions, 0),
					plan.hits.length,
				);
			},
		),
	);
});
