import {setImmediate as turn} from 'node:timers/promises';
import test from 'ava';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {openApp, type OpenApp} from '../helpers/open-app.js';
import {oneIn} from '../helpers/random.js';

/** Ways to a confirmation; each sends its last key so that what follows can come in the same chunk. */
const ways = [
	{what: 'a deletion', lead: [], last: 'd', question: 'Delete 1 session?'},
	{
		what: 'a transfer',
		lead: ['t', '$'],
		last: '\r',
		question: 'Transfer 1 session to Support?',
	},
	{what: 'the deletion of a message', lead: ['enter', 'g'], last: 'd', question: 'Delete 1 message'},
] as const;

type Way = (typeof ways)[number];

const approach = async (app: OpenApp, {lead}: Way): Promise<void> => {
	for (const key of lead) await (key === '$' ? app.type('support') : app.press(key));
	app.clock.milliseconds += 1000;
};

const changes = (app: OpenApp): number => app.changes.length;

for (const way of oneIn(3, ways)) {
	const ask = async (app: OpenApp): Promise<void> => {
		await approach(app, way);
		await app.type(way.last);
		await app.shows(way.question);
	};

	test.serial(`${way.what}: Enter does nothing, and says what does`, async t => {
		const app = await openApp(t);
		await ask(app);
		await app.press('enter');
		await app.shows(way.question);
		t.regex(await app.footer(), /y is the key to (?:delete|transfer); Esc cancels/);
		t.is(changes(app), 1);
	});

	for (const key of ['escape', 'n', 'q']) {
		test.serial(`${way.what}: ${key} cancels`, async t => {
			const app = await openApp(t);
			await ask(app);
			await app.press(key);
			await app.hides(way.question);
			t.is(app.app.state.dialog, undefined);
			t.regex(await app.footer(), /^ · Not (?:deleted|transferred)\.$/);
			t.is(changes(app), 1);
		});
	}

	test.serial(`${way.what}: Space, digits, t, d and Y do nothing`, async t => {
		const app = await openApp(t);
		await ask(app);
		await app.press('space', '0', '1', '9', 't', '.', 'd', 'delete', 'Y');
		await app.shows(way.question);
		t.is(changes(app), 1);
	});

	test.serial(`${way.what}: y right behind the key that asks does nothing, and that is told`, async t => {
		const app = await openApp(t);
		await approach(app, way);
		await app.type(way.last);
		await app.type('y');
		await app.shows(way.question);
		t.regex(await app.footer(), /too soon/);
		t.is(changes(app), 1);
	});

	test.serial(`${way.what}: y in the same chunk does nothing`, async t => {
		const app = await openApp(t);
		await approach(app, way);
		await app.type(`${way.last}y`);
		await app.terminal.settled();
		t.is(changes(app), 1);
	});

	for (const text of ['yy', 'y\r', '\ry', 'Dear Ann,\ryes please, y\ry', 'y 1\r'])
		test.serial(`${way.what}: ${JSON.stringify(text)} at once does nothing, and that is told`, async t => {
			const app = await openApp(t);
			await ask(app);
			app.clock.milliseconds += 1000;
			await app.type(text);
			await app.shows(way.question);
			t.regex(await app.footer(), /all at once|Only a single key/);
			t.is(changes(app), 1);
		});

	test.serial(`${way.what}: a sentence that comes key by key does nothing`, async t => {
		const app = await openApp(t);
		await ask(app);
		app.clock.milliseconds += 1000;
		for (const key of 'Type y') {
			app.clock.milliseconds += 20;
			await app.type(key);
		}

		await app.shows(way.question);
		t.is(changes(app), 1);
	});

	test.serial(`${way.what}: y does nothing within 250 ms, and it then`, async t => {
		const app = await openApp(t);
		await ask(app);
		app.clock.milliseconds += 249;
		await app.type('y');
		await app.terminal.settled();
		await app.shows(way.question);
		t.is(changes(app), 1);
		app.clock.milliseconds += 1;
		await app.type('y');
		await app.hides(way.question);
		await app.shows(/u (?:takes|brings)/);
		t.is(changes(app), 2);
	});

	test.serial(`${way.what}: pasted text does nothing`, async t => {
		const app = await openApp(t);
		await ask(app);
		app.clock.milliseconds += 1000;
		await app.paste('y\r1\ry');
		await app.terminal.settled();
		await app.shows(way.question);
		t.is(changes(app), 1);
	});

	test.serial(`${way.what}: a second y of a nervous finger is no second act`, async t => {
		const app = await openApp(t);
		await ask(app);
		app.clock.milliseconds += 1000;
		await app.type('y');
		await app.type('y');
		// Once the act is done, a y in the list copies.
		await app.shows(/u (?:takes|brings)|Copied/);
		while (app.app.state.busy !== undefined) await turn();
		t.is(changes(app), 2);
	});
}

test.serial('Enter within 250 ms does nothing either', async t => {
	const app = await openApp(t);
	await app.type('d\r');
	await app.shows('Delete 1 session?');
	t.is(app.app.state.dialog!.kind, 'confirmation');
});

for (const {count, asks} of [
	{count: 24, asks: false},
	{count: 25, asks: true},
]) {
	test.serial(`to delete ${count} sessions ${asks ? 'the count must be typed' : 'y is enough'}`, async t => {
		const app = await openApp(t);
		await app.setFilter(`id:3001..${3000 + count}`);
		await app.press('ctrl-a', 'd');
		await app.shows(`Delete ${count} sessions?`);
		await app.press('y');
		if (asks) {
			await app.shows(`Type ${count} and Enter`);
			await app.press('2', '6', 'enter');
			t.regex(await app.footer(), /not the count/);
			t.is(changes(app), 1);
			await app.press('backspace', '5', 'enter');
		}

		await app.shows(`Deleted ${count} sessions.`);
		t.is(app.changes.at(-1)!.deleted!.length, count);
	});
}

test.serial('where the count takes the place of y, the footer and the dialog say so', async t => {
	const app = await openApp(t);
	await app.press('ctrl-a', 'd');
	await app.shows('Type 50 and Enter to delete:  _');
	t.regex(await app.footer(), /Enter do it, once the count is typed/);
	t.notRegex(await app.footer(), /y do it/);
	await app.press('enter');
	t.regex(await app.footer(), /Type 50 first/);
	await app.press('escape', 'escape', 'M', 'd');
	t.notRegex(await app.footer(), /once the count/);
	t.regex(await app.footer(), /y do it/);
});

for (const {count, asks} of [
	{count: 25, asks: false},
	{count: 26, asks: true},
]) {
	test.serial(
		`to give ${count} to the platform ${asks ? 'the count must be typed' : 'y is enough'}`,
		async t => {
			const app = await openApp(t);
			await app.setFilter(`id:3001..${3000 + count}`);
			await app.press('ctrl-a');
			await app.askTransfer('analytics');
			await app.press('y');
			if (asks) {
				await app.shows(`Type ${count} and Enter to transfer`);
				t.is(changes(app), 1);
				await app.press('2', '6', 'enter');
			}

			await app.shows(`Transferred ${count} sessions to Analytics platform.`);
			t.is(changes(app), 2);
		},
	);
}

test.serial('a transfer of many needs no count', async t => {
	const app = await openApp(t);
	await app.press('ctrl-a');
	await app.transfer('sup');
	t.is(app.changes.at(-1)!.moves!.flatMap(move => move.sessions).length, 48);
});

test.serial('digits within 250 ms are no part of the count', async t => {
	const app = await openApp(t);
	await app.press('ctrl-a');
	await app.type('d');
	await app.type('50');
	await app.type('\r');
	await app.shows('Type 50 and Enter');
	await app.terminal.settled();
	t.is(changes(app), 1);
	t.like(app.app.state.dialog, {kind: 'confirmation', typed: ''});
});

/** Marks three sessions, of which the filter then shows only 3007. */
const hideTwo = async (app: OpenApp): Promise<void> => {
	await app.mark(3028, 3058, 3007);
	await app.setFilter('status:open');
};

test.serial('with hidden marks all or only the shown are offered, and all needs the count', async t => {
	const app = await openApp(t);
	await hideTwo(app);
	await app.press('d');
	await app.shows('2 of the marked are hidden by the filter');
	await app.shows('Delete 3 sessions?');
	await app.press('y');
	t.is(changes(app), 1);
	await app.press('3', 'enter');
	await app.shows('Deleted 3 sessions.');
	t.deepEqual(app.changes.at(-1)!.deleted, [3028, 3058, 3007]);
});

test.serial('only the shown are deleted where that is chosen; the hidden stay marked', async t => {
	const app = await openApp(t);
	await hideTwo(app);
	await app.press('d', 's');
	await app.shows('Delete 1 session?');
	await app.press('a');
	await app.shows('Delete 3 sessions?');
	await app.press('s', 'y');
	await app.shows('Deleted 1 session.');
	t.deepEqual(app.changes.at(-1)!.deleted, [3007]);
	t.deepEqual([...app.app.state.marks.ids], [3028, 3058]);
});

test.serial('y is deaf again for 250 ms after another choice of what is hit', async t => {
	const app = await openApp(t);
	await hideTwo(app);
	await app.press('d');
	app.clock.milliseconds += 1000;
	await app.type('s');
	await app.type('y');
	await app.shows('Delete 1 session?');
	await app.terminal.settled();
	t.is(changes(app), 1);
});

test.serial('a transfer with hidden marks needs the count', async t => {
	const app = await openApp(t);
	await hideTwo(app);
	await app.askTransfer('sup');
	await app.shows('2 of the marked are hidden by the filter');
	await app.press('y');
	t.is(changes(app), 1);
	await app.press('3', 'enter');
	await app.shows('Transferred 3 sessions to Support.');
	t.is(changes(app), 2);
});

test.serial('one mark that is hidden is told, and needs the count', async t => {
	const app = await openApp(t);
	await app.mark(3028);
	await app.setFilter('status:open');
	await app.press('d');
	await app.shows('1 of the marked is hidden by the filter');
	t.notRegex(await app.text(), /\[a\]/, 'nothing is to be chosen');
	await app.press('y');
	t.is(changes(app), 1);
});

test.serial('the shown cannot be chosen where none is', async t => {
	const app = await openApp(t);
	await app.mark(3028, 3058);
	await app.setFilter('status:open');
	await app.press('d', 's', 'y');
	await app.terminal.settled();
	t.is(changes(app), 1);
	await app.shows('Delete 2 sessions?');
});

test.serial(
	'the session of a pane goes with y, though it is marked and the filter hides it by now',
	async t => {
		const app = await openApp(t, {columns: 160, rows: 50});
		await app.setFilter('is:picked-up');
		const [id] = await app.listed();
		await app.mark(id!);
		await app.press('g', 'o');
		await app.happens(facts => {
			const [queue] = facts.directory.destinations('queue');
			return planTransfer(facts, {sessions: [id!], to: queue!}).draft;
		});
		await app.press('r');
		await app.shows('1 marked (1 hidden)');
		await app.askTransfer('analytics');
		await app.press('y');
		await app.shows('Transferred 1 session');
		t.is(changes(app), 3);
	},
);

test.serial('what is hit can be scrolled through', async t => {
	const app = await openApp(t);
	await app.press('ctrl-a', 'd');
	await app.shows('1 to 17 of 50');
	await app.press('page-down', 'j', 'k', 'j');
	await app.shows('12 to 28 of 50');
	await app.press('page-down', 'page-down', 'page-down', 'page-down');
	await app.shows('34 to 50 of 50');
	await app.press('page-up');
	await app.shows('24 to 40 of 50');
	t.pass();
});

test.serial(
	'a transfer tells what the destination holds before and after, and what all have in common',
	async t => {
		const app = await openApp(t);
		await app.setFilter('handler:1013 status:open');
		const listed = await app.listed();
		await app.press('ctrl-a');
		await app.askTransfer('support');
		await app.shows(new RegExp(`Support {2}${listed.length} {2}0 → ${listed.length} open`));
		await app.shows('All with 1013 Hugo Tanaka (deleted), all open');
		const rows = await app.screen();
		t.is(rows.filter(row => row.includes('│') && row.includes('1013 Hugo')).length, 1);
	},
);

test.serial('where sessions go to several, each row says where to, in columns', async t => {
	const app = await openApp(t);
	await app.mark(3058, 3026, 3007, 3013);
	await app.press('t');
	await app.type('support');
	await app.press('tab', 'ctrl-u');
	await app.type('billing');
	await app.press('tab', 'enter');
	await app.shows('Spread 4 sessions over 2 queues?');
	const rows = await app.screen();
	const listed = rows.filter(row => /│ \d{4} .* → (?:Support|Billing)/.test(row));
	t.is(listed.length, 4);
	t.is(new Set(listed.map(row => row.indexOf('→'))).size, 1);
	await app.press('y');
	await app.shows('Transferred 4 sessions to');
});

test.serial('the question names only the destinations that get something', async t => {
	const app = await openApp(t);
	await app.press('t');
	await app.type('support');
	await app.press('tab', 'ctrl-u');
	await app.type('billing');
	await app.press('tab', 'enter');
	await app.shows(/Transfer 1 session to (?:Support|Billing)\?/);
	await app.press('y');
	await app.shows(/Transferred 1 session to (?:Support|Billing)\./);
	t.pass();
});

test.serial('a handler has the room that customers leave', async t => {
	const app = await openApp(t);
	await app.setFilter('handler:1039,1013 sort:handler');
	await app.press('ctrl-a', 'd');
	await app.shows('Delete 8 sessions?');
	await app.shows(/│ \d{4} .* ! 1039 Farid Tanaka +(?:open|closed) +│/);
	t.pass();
});

test.serial('what is skipped is told once for all, with the reasons', async t => {
	const app = await openApp(t);
	await app.mark(3028, 3026);
	await app.askTransfer('1009');
	await app.shows('1 skipped: already with 1009 Bob Tanaka');
	t.pass();
});

const noted = [
	{what: 'a transfer', way: ways[1], kind: 'transfer'},
	{what: 'a deletion', way: ways[0], kind: 'delete'},
	{what: 'the deletion of a message', way: ways[2], kind: 'delete-messages'},
] as const;

for (const {what, way, kind} of noted) {
	test.serial(`${what}: Tab leads to the note and back, and the note is kept with the change`, async t => {
		const app = await openApp(t);
		await approach(app, way);
		await app.type(way.last);
		await app.press('tab');
		await app.type('y, Ann left');
		await app.shows('Note  y, Ann left');
		t.is(changes(app), 1);
		await app.press('tab', 'y');
		await app.shows(/u (?:takes|brings)/);
		t.like(app.changes.at(-1), {kind, note: 'y, Ann left'});
	});
}

test.serial('Enter keeps the note, Esc leaves it as it was, and neither does anything else', async t => {
	const app = await openApp(t);
	await app.press('d', 'tab');
	await app.type('first');
	await app.press('enter');
	await app.shows('Note  first');
	t.is(app.app.state.dialog!.kind, 'confirmation');
	await app.press('tab', 'ctrl-u');
	await app.type('second');
	await app.press('escape');
	await app.shows('Note  first');
	await app.press('tab', 'ctrl-u', 'tab', 'y');
	await app.shows('Deleted');
	t.is(app.changes.at(-1)!.note, undefined);
});

test.serial('y right behind the note does nothing', async t => {
	const app = await openApp(t);
	await app.press('d', 'tab');
	await app.type('left');
	app.clock.milliseconds += 1000;
	await app.type('\t');
	await app.type('y');
	await app.shows('Delete 1 session?');
	t.regex(await app.footer(), /too soon/);
	t.is(changes(app), 1);
});

test.serial('an undo that asks takes no note', async t => {
	const app = await openApp(t);
	await app.transfer('support');
	await app.restart();
	await app.press('u', 'tab');
	t.regex(await app.footer(), /needs no note/);
	await app.press('y');
	await app.shows('Undid change 2');
});

test.serial('the note of a transfer is not repeated with it', async t => {
	const app = await openApp(t);
	await app.askTransfer('support');
	await app.press('tab');
	await app.type('Bob left');
	await app.press('tab', 'y');
	await app.shows('Transferred');
	await app.press('j', '.', 'y');
	await app.shows('Transferred 1 session to Support.');
	t.deepEqual(
		app.changes.map(({note}) => note),
		[undefined, 'Bob left', undefined],
	);
});

test.serial('g and G lead to the ends of what is asked about, and Ctrl-D half a page on', async t => {
	const app = await openApp(t, {columns: 80, rows: 24});
	await app.press('ctrl-a', 'd');
	await app.shows(/ 1 to \d+ of 50/);
	await app.press('G');
	await app.shows(/ \d+ to 50 of 50/);
	await app.press('g');
	await app.shows(/ 1 to \d+ of 50/);
	await app.press('ctrl-d');
	await app.shows(/ 6 to \d+ of 50/);
	await app.press('ctrl-u');
	await app.shows(/ 1 to \d+ of 50/);
	t.pass();
});
