import test from 'ava';
import {type Site} from '../../source/domain/site.js';
import {withFound} from '../../source/state/joint-found.js';
import {
	bySite,
	isSearched,
	jointDialog,
	type JointRow,
	jointTargets,
	searchedAgain,
	searchedSites,
} from '../../source/state/joint-list.js';
import {noPreferences} from '../../source/state/preferences.js';
import {initialState} from '../../source/state/state.js';

const sites: readonly Site[] = ['a', 'b', 'c'].map(name => ({name, folder: `/${name}`}));
const row = (site: number, id: number): JointRow => ({site: sites[site]!, id}) as JointRow;
const start = initialState({columns: 80, rows: 24}, 0, noPreferences);
const dialog = jointDialog({names: ['*'], filter: '', sites});

test('sites are those that are named, each once, in the order of all', t => {
	t.deepEqual(searchedSites(sites, ['*']), sites);
	t.deepEqual(searchedSites(sites, ['c', 'A', 'c']), [sites[0], sites[2]]);
	t.throws(() => searchedSites(sites, ['a', 'd']), {message: /There is no site d/});
});

test('a cursor that was moved stays on its session, and one on the first row stays there', t => {
	const there = {...dialog, rows: [row(0, 1), row(1, 1)]};
	const found = new Map([['a', {matches: 3}]]);
	const rows = [row(2, 9), row(0, 1), row(1, 1)];
	const cursorAfter = (cursor: number): unknown =>
		withFound({...start, dialog: {...there, cursor}}, dialog.request, {found, rows}).dialog;
	t.like(cursorAfter(0), {cursor: 0});
	t.like(cursorAfter(1), {cursor: 2});
});

test('what an older search finds is not taken in', t => {
	const again = searchedAgain({...dialog, rows: [row(0, 1)]});
	const state = {...start, dialog: again};
	t.is(withFound(state, dialog.request, {found: new Map(), rows: []}), state);
	t.false(isSearched(again));
	t.is(again.rows.length, 1);
});

test('an act is about the marked rows by their sites, else the one under the cursor; equal ids are told apart', t => {
	const there = {...dialog, rows: [row(1, 7), row(0, 7), row(1, 8)]};
	t.deepEqual(jointTargets({...there, cursor: 2}), [row(1, 8)]);
	const marked = {...there, marks: new Set(['b:7', 'a:7'])};
	t.deepEqual(bySite(marked, jointTargets(marked)), [
		{site: sites[0], ids: [7]},
		{site: sites[1], ids: [7]},
	]);
});
