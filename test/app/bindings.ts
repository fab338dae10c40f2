import path from 'node:path';
import test from 'ava';
import {type App} from '../../source/actions/app.js';
import {actions, actionsOf} from '../../source/actions/registry.js';
import {type Place} from '../../source/state/state.js';
import {frameProblems} from '../helpers/frame.js';
import {type OpenApp, openApp, sizes} from '../helpers/open-app.js';
import {keyBytes} from '../helpers/terminal-keys.js';
import {temporaryFolder} from '../helpers/store.js';
import {anyCharacter, fc, oneIn, seed, trials} from '../helpers/random.js';

const places: readonly Place[] = [...new Set(actions.flatMap(action => action.places))];

/** Where typed characters are text. */
const textPlaces: ReadonlySet<Place> = new Set(['filter', 'form', 'destination', 'note', 'help']);

for (const place of places) {
	const bound = actionsOf(place).flatMap(action => action.keys);

	test(`no key is bound twice in: ${place}`, t => {
		t.deepEqual(
			bound.filter((key, index) => bound.indexOf(key) !== index),
			[],
		);
	});

	test(`a terminal can send every key that is bound in: ${place}`, t => {
		t.notThrows(() => bound.map(keyBytes));
		t.false(bound.includes('D'));
		t.true(bound.includes('ctrl-c'));
	});

	if (textPlaces.has(place)) {
		test(`every character can be typed in: ${place}`, t => {
			t.deepEqual(
				bound.filter(key => key.length === 1 || key === 'space' || key === 'backspace'),
				[],
			);
		});
	}
}

test('no two actions have the same id', t => {
	const ids = actions.map(action => action.id);
	t.is(new Set(ids).size, ids.length);
});

const boundKeys = [...new Set(actions.flatMap(action => action.keys))];

/** The app that stays when it is asked to go, and writes files into a folder whatever their names are. */
const stayingIn = (folder: string) => {
	const inFolder = (name: string): string => path.join(folder, path.basename(name));
	return (app: App): App => {
		const {exporter, eraser} = app.background;
		const background: App['background'] = {
			...app.background,
			exporter: {...exporter, fileFor: name => exporter.fileFor(inFolder(name))},
			...(eraser && {eraser: {...eraser, receiptFor: name => eraser.receiptFor(inFolder(name))}}),
		};
		return Object.create(app, {
			quit: {value: () => undefined},
			suspend: {value: () => Promise.resolve()},
			background: {value: background},
		}) as App;
	};
};

/** That what is in memory is what the journal says. */
const differences = async (app: OpenApp): Promise<readonly unknown[]> => {
	const {store} = app.app;
	const fresh = await app.elsewhere();
	const ids = fresh.table.blocks.flatMap(block => [...block!.id]);
	return ids
		.map(id => ({
			here: [store.session(id), store.deletedMessages(id), store.changesOf(id)],
			there: [fresh.session(id), fresh.deletedMessages(id), fresh.changesOf(id)],
		}))
		.filter(({here, there}) => JSON.stringify(here) !== JSON.stringify(there));
};

/** Whole acts beside single keys, so that something is done now and then. */
const acts = [
	['d', 'y'],
	['space', 'j', 'space', 'd', 'y'],
	['t', 'enter', 'y'],
	['t', 'down', 'down', 'enter', 'y'],
	['t', 'page-down', 'page-down', 'page-down', 'enter', 'y'],
	['t', 'tab', 'down', 'tab', 'enter', 'tab', 'tab', 'y'],
	['.', 'y'],
	['escape', 'escape', 'g', 'enter', 'g', 'd', 'y', 'escape'],
	['u'],
	['U'],
	['escape', 'escape'],
] as const;

const step = fc.oneof(
	{weight: 10, arbitrary: fc.constantFrom(...boundKeys).map(key => ({keys: [key]}))},
	// From the list, where most of them mean something.
	{
		weight: 6,
		arbitrary: fc.constantFrom(...acts).map(keys => ({keys: ['escape', 'escape', 'escape', ...keys]})),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom('\r', 'ty', 'x\u001B[B', 'status:open ', '📞', '\u0000').map(type => ({type})),
	},
	{weight: 1, arbitrary: fc.string({unit: anyCharacter, maxLength: 20}).map(paste => ({paste}))},
);

for (const size of oneIn(2, sizes)) {
	test.serial(`no keys break the app at ${size.columns}×${size.rows}`, async t => {
		const app = await openApp(t, {...size, alter: stayingIn(temporaryFolder(t))});
		const steps = fc.sample(step, {numRuns: trials(60), seed});
		for (const [index, each] of steps.entries()) {
			if ('keys' in each) await app.press(...each.keys);
			else if ('type' in each) await app.type(each.type);
			else await app.paste(each.paste);
			if (index % 20 === 0)
				t.deepEqual(await frameProblems(app.terminal, {mayCopy: true}), [], `after step ${index}`);
		}

		await app.press('escape', 'escape', 'escape', 'escape', 'escape');
		t.deepEqual(await frameProblems(app.terminal, {mayCopy: true}), []);
		t.deepEqual(await differences(app), []);
		// Else the keys were too tame.
		t.true(app.changes.length > steps.length / 30);
	});
}
