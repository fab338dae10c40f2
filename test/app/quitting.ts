import test from 'ava';
import {type App} from '../../source/actions/app.js';
import {type OpenApp, openApp} from '../helpers/open-app.js';

const sane = {alternateScreen: false, autowrap: true, bracketedPaste: false, cursor: true, raw: false};

const on = {alternateScreen: true, autowrap: false, bracketedPaste: true, cursor: false, raw: true};

test.serial('q at the list leaves the terminal as it was', async t => {
	const app = await openApp(t);
	await app.terminal.settled();
	t.deepEqual(app.terminal.modes, on);
	await app.press('q');
	t.is(await app.end, 0);
	await app.terminal.settled();
	t.deepEqual(app.terminal.modes, sane);
});

const places = [
	{place: 'list', keys: []},
	{place: 'messages', keys: ['enter']},
	{place: 'operations', keys: ['o']},
	{place: 'filter', keys: ['/']},
	{place: 'form', keys: ['f']},
	{place: 'columns', keys: ['c']},
	{place: 'destination', keys: ['t']},
	{place: 'confirmation', keys: ['d']},
	{place: 'note', keys: ['d', 'tab']},
	{place: 'help', keys: ['?']},
] as const;

for (const {place, keys} of places) {
	test.serial(`Ctrl-C quits from: ${place}`, async t => {
		const app = await openApp(t);
		await app.press(...keys, 'ctrl-c');
		t.is(await app.end, 0);
		await app.terminal.settled();
		t.deepEqual(app.terminal.modes, sane);
		t.deepEqual(app.terminal.leaks, []);
	});
}

test.serial('what was being written when somebody quits is durable', async t => {
	const app = await openApp(t);
	await app.press('d');
	app.clock.milliseconds += 1000;
	await app.type('y\u0003');
	t.is(await app.end, 0);
	const store = await app.elsewhere();
	t.true(store.session(3028)!.deleted);
});

/** The app, but for these parts of it. */
const but =
	(parts: PropertyDescriptorMap) =>
	(app: App): App =>
		Object.create(app, parts) as App;

const bug = (): never => {
	throw new TypeError('a bug');
};

const bugs: readonly {what: string; alter: (app: App) => App; keys: readonly string[]}[] = [
	{what: 'in an action', alter: but({milliseconds: {value: bug}}), keys: ['d']},
	{
		what: 'in an action that waits',
		alter: but({suspend: {value: () => Promise.reject(new TypeError('a bug'))}}),
		keys: ['ctrl-z'],
	},
	{what: 'while drawing', alter: but({pane: {get: bug}}), keys: ['enter']},
];

for (const {what, alter, keys} of bugs) {
	test.serial(`a bug ${what} ends the app, is told, and leaves the terminal as it was`, async t => {
		const app: OpenApp = await openApp(t, {alter});
		await app.press(...keys);
		await t.throwsAsync(app.end, {instanceOf: TypeError, message: 'a bug'});
		await app.terminal.settled();
		t.deepEqual(app.terminal.modes, sane);
	});
}

test.serial('an empty store says what to do next, and no key breaks it', async t => {
	const app = await openApp(t, {told: {facts: {}, sessions: []}});
	await app.shows(/The store is empty[^]*chatlogs pbx connect[^]*chatlogs import FILE…[^]*chatlogs demo/);
	for (const key of [
		'enter',
		'o',
		't',
		'd',
		'u',
		'U',
		'space',
		'v',
		'ctrl-a',
		'i',
		'M',
		'G',
		'page-down',
		'!',
		'x',
		'r',
	])
		await app.press(key);
	await app.press('f', 'enter', 'c', 'enter', 'escape', '?', 'escape');
	await app.shows('0 match');
	t.is(app.app.state.dialog, undefined);
});

test.serial('a store that knows nothing of its PBX can be looked through', async t => {
	const app = await openApp(t, {pbx: {}});
	await app.shows('50 match');
	await app.press('enter');
	await app.shows('Cortado');
	await app.press('escape', 'd');
	await app.shows('needs PBX firmware');
	t.pass();
});
