import test from 'ava';
import {type Conversation} from '../../source/domain/author.js';
import {withoutCustomers} from '../../source/domain/remembered-filters.js';
import {type KeptFilters, filtersOf, forgotten, withFiltersOf} from '../../source/domain/kept-filters.js';

const before: KeptFilters = {
	filters: [
		{name: 'Open', text: 'status:open'},
		{name: 'Kim', text: 'customer:kim'},
	],
	recentFilters: ['is:orphaned', 'kim', 'text:refund', 'status:', 'active:7d sort:id'],
};

test('what is from before goes to the only store whole, and is not there twice', t => {
	const only = {store: 'a', isOnly: true};
	const own = filtersOf(before, only);
	t.deepEqual(own, before);
	const kept = withFiltersOf(before, only, own);
	t.deepEqual(kept, {stores: {a: own}});
	t.deepEqual(filtersOf(kept, {store: 'b', isOnly: true}), {filters: [], recentFilters: []});
});

test('among several stores only what can name no customer comes over; the rest stays where it is', t => {
	const a = {store: 'a', isOnly: false};
	const own = filtersOf(before, a);
	t.deepEqual(own, {
		filters: [{name: 'Open', text: 'status:open'}],
		recentFilters: ['is:orphaned', 'active:7d sort:id'],
	});
	const kept = withFiltersOf(before, a, {...own, recentFilters: ['kim']});
	t.like(kept, before);
	t.deepEqual(filtersOf(kept, a).recentFilters, ['kim']);
	t.deepEqual(filtersOf(kept, {store: 'b', isOnly: false}), own);
});

test('a store has no filters by the name of what every object has', t => {
	t.deepEqual(filtersOf({stores: {}}, {store: 'constructor', isOnly: true}), {
		filters: [],
		recentFilters: [],
	});
});

test('the history of a hundred stores is kept, and what has a name in all', t => {
	let kept: KeptFilters = {};
	const filters = [{name: 'Open', text: 'status:open'}];
	for (let n = 0; n < 150; n++)
		kept = withFiltersOf(
			kept,
			{store: `s${n}`, isOnly: false},
			{filters: n % 2 === 0 ? filters : [], recentFilters: ['id:1']},
		);
	const last = filtersOf(kept, {store: 's50', isOnly: false});
	t.deepEqual(last.recentFilters, ['id:1']);
	t.deepEqual(filtersOf(kept, {store: 's48', isOnly: false}), {filters, recentFilters: []});
	t.false('s49' in kept.stores!);
});

test('who is forgotten is forgotten in the filters of every store', t => {
	const kim = {
		customer: {name: 'Kim Park', number: '+15552000002'},
		channel: {type: 'sms', name: 'S', number: '+1'},
	} as Conversation;
	const {kept, removed} = forgotten(
		{...before, stores: {b: {filters: [], recentFilters: ['kim', 'status:open']}, c: {}}},
		filters => withoutCustomers(filters, [kim]),
	);
	t.is(removed, 3);
	t.deepEqual(kept.stores!.b!.recentFilters, ['status:open']);
	t.deepEqual(kept.recentFilters, ['is:orphaned', 'text:refund', 'status:', 'active:7d sort:id']);
});
