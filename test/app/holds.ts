import test from 'ava';
import {planPurge} from '../../source/domain/act/purge.js';
import {openApp} from '../helpers/open-app.js';

test.serial('H holds what is marked under a name, so that nothing deletes it until the release', async t => {
	const app = await openApp(t, {columns: 120, rows: 40});
	await app.press('H');
	await app.shows('Nothing is held.');
	await app.press('escape', 'space', 'j', 'space', 'H');
	await app.shows('a holds 2 sessions under a name');
	await app.press('a', 'C', 'a', 's', 'e', 'space', '7', 'enter');
	await app.shows('Change 2: holds 2 sessions as “Case 7”.');
	const {held} = app.changes.at(-1)!;
	await app.shows('§ ');
	await app.press('d');
	await app.shows('held by “Case 7”');
	t.is(app.changes.length, 2);
	await app.press('escape', 'M', 'H', 'enter');
	await app.shows('id:');
	t.deepEqual(new Set(await app.listed()), new Set(held));
	await app.setFilter('is:held');
	t.deepEqual(new Set(await app.listed()), new Set(held));
	await app.press('H', 'x');
	await app.shows('Release the hold?');
	await app.press('escape');
	await app.shows('Not released.');
	await app.press('x', 'y');
	await app.shows('Change 3: released “Case 7”, 2 sessions.');
	t.deepEqual(await app.listed(), []);
});

test.serial('what a hold kept from an act on many is named with the reason, and stays marked', async t => {
	const app = await openApp(t, {columns: 120, rows: 40});
	await app.mark(3028, 3058);
	await app.press('H', 'a');
	await app.type('Case 7');
	await app.press('enter');
	await app.shows('holds 2 sessions');
	await app.press('M');
	await app.mark(3028, 3058, 3026);
	await app.press('d');
	await app.shows('2 skipped: held by “Case 7”');
	await app.press('y');
	await app.shows('Deleted 1 session. 2 skipped: held by “Case 7”. 2 stay marked. u brings it back.');
	t.deepEqual(new Set(app.app.state.marks.ids), new Set([3028, 3058]));
});

test.serial('a hold says how many of its sessions are gone', async t => {
	const app = await openApp(t);
	await app.mark(3028, 3058);
	await app.press('H', 'a');
	await app.happens(facts => planPurge(facts, {sessions: [3028], erase: true}).draft);
	await app.type('Case 7');
	await app.press('enter');
	await app.shows('holds 1 session as “Case 7”. 1 session is gone.');
	t.deepEqual(app.changes.at(-1)!.held, [3058]);
});

test.serial('a hold needs a name of its own', async t => {
	const app = await openApp(t);
	await app.press('H', 'a', 'enter');
	await app.shows('Type a name, or leave with Esc.');
	await app.press('X', 'enter');
	await app.shows('as “X”');
	await app.press('H', 'a', 'x', 'enter');
	await app.shows('There is a hold “x” already. Choose another name.');
	t.is(app.changes.length, 2);
});
