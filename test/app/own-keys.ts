import test from 'ava';
import {actions, actionsOf} from '../../source/actions/registry.js';
import {keyLabel} from '../../source/state/key-label.js';
import {createKeymap, type Keymap} from '../../source/state/keymap.js';
import {readOwnKeys} from '../../source/state/own-keys.js';
import {placeOf} from '../../source/state/state.js';
import {openApp} from '../helpers/open-app.js';

/** Where keys are letters, one that nobody has by default; each action has another one. */
const greek = 'α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω Γ Δ Θ Λ Ξ Π Σ Φ Ψ Ω'.split(' ');
const ids = [
	'app.quit',
	'change.undo',
	'change.redo',
	'changes.open',
	'code-points.open',
	'confirmation.agree',
	'confirmation.all',
	'confirmation.shown',
	'export.open',
	'filter.edit',
	'help.open',
	'jobs.again',
	'jobs.cancel',
	'jobs.open',
	'jobs.show',
	'marks.clear',
	'messages.merge',
	'messages.open',
	'operations.open',
	'pane.next',
	'pane.search',
	'pane.zoom',
	'place.next',
	'question.agree',
	'session.delete',
	'session.mark',
	'session.transfer',
];
const keys: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	ids.map((id, index) => [id, [greek[index]!]]),
);
const own = (id: string): string => keys[id]![0]!;

/** The keymap of a person who wants these keys, all of which can be used. */
const keymapOf = (wanted: unknown): Keymap => {
	const {own, problems} = readOwnKeys(wanted, actions);
	if (problems.length > 0) throw new Error(problems.join('\n'));
	return createKeymap(actions, own);
};

test('what has keys of one’s own has no others, and the rest keeps its own', t => {
	const {actionFor, keysOf, keyOf} = keymapOf({'session.transfer': 'Ctrl-T', 'jobs.open': 'none'});
	t.is(actionFor('list', 'ctrl-t')?.id, 'session.transfer');
	t.is(actionFor('list', 't'), undefined);
	t.is(actionFor('orphans', 't')?.id, 'orphans.transfer');
	t.deepEqual(keysOf('session.delete'), ['d', 'delete']);
	t.is(keyOf('session.transfer'), 'Ctrl-T');
	t.is(actionFor('list', 'w'), undefined);
});

test('an action without a key is told by how the help names it', t => {
	const without = {'jobs.open': 'none', 'filter.edit': []};
	t.is(keymapOf(without).keyOf('filter.edit'), '“Edit the filter” in ?');
	t.is(
		keymapOf({...without, 'help.open': 'none'}).keyOf('help.open'),
		'“Actions of this place: keys and help”',
	);
});

test('a key of an action that is not there is a bug', t => {
	t.throws(() => createKeymap(actions).keyOf('no.such'), {message: /no\.such/});
});

test.serial('footer, help and dialogs tell one’s own keys', async t => {
	const app = await openApp(t, {keys, columns: 120, rows: 40});
	t.regex(await app.text(), new RegExp(String.raw`none \(${own('filter.edit')} to filter\)`));
	const footer = await app.footer();
	for (const {id, hint, isOffered} of actionsOf('list'))
		if (typeof hint === 'string' && keys[id] && isOffered?.(app.app) !== false)
			t.true(footer.includes(`${keyLabel(own(id))} ${hint}`), id);
	await app.press(own('help.open'));
	await app.shows(new RegExp(`${own('session.transfer')} +Transfer`));
	await app.press('escape', own('session.delete'));
	await app.shows(`${own('confirmation.agree')} delete`);
	await app.press('y');
	t.is(placeOf(app.app.state), 'confirmation');
	await app.press(own('confirmation.agree'));
	await app.shows(`${own('change.undo')} brings it back.`);
	await app.press(own('change.undo'));
	await app.shows(`${own('change.redo')} does it again.`);
});

test.serial('notices tell one’s own keys', async t => {
	const app = await openApp(t, {keys, columns: 120, rows: 40});
	const told: readonly (readonly [keys: readonly string[], notice: string])[] = [
		[
			[own('place.next')],
			`Only the list is open: ${own('messages.open')} opens the messages, ${own('operations.open')} the operations.`,
		],
		[
			[own('messages.open'), own('pane.next')],
			`Search first (${own('pane.search')}), or merge the operations in (${own('messages.merge')}).`,
		],
		[['escape', own('session.mark'), own('marks.clear')], `cleared; ${own('marks.clear')} brings it back.`],
		[[own('jobs.open'), 'down', own('jobs.cancel')], `${own('jobs.show')} shows what waits. To take`],
	];
	for (const [pressed, notice] of told) {
		await app.press(...pressed);
		t.true(app.app.state.notice?.text.includes(notice), app.app.state.notice?.text);
	}
});

test.serial('an action without a key is not in the footer, and the help runs it', async t => {
	const app = await openApp(t, {keys: {'session.mark': []}});
	t.notRegex(await app.footer(), /mark/);
	await app.press('?');
	await app.type('mark and go');
	await app.press('enter');
	await app.shows('1 marked');
	t.is(app.app.state.marks.ids.size, 1);
});

for (const wrong of [
	[],
	'x',
	{'session.transfer': 'd'},
	{'\u001B[2J': '\u001B[2J', nonsense: {}},
	{'session.delete': [[['x']]]},
])
	test.serial(
		`keys that cannot be used are told at start and harmless: ${JSON.stringify(wrong)}`,
		async t => {
			const app = await openApp(t, {keys: wrong});
			const told = await app.text();
			t.regex(
				told.replaceAll(/\s+/g, ' '),
				/of your preferences cannot be used: keys\b.+ The defaults? stays?\./,
			);
			await app.press('d');
			t.is(placeOf(app.app.state), 'confirmation');
			await app.press('n', '/');
			t.is(placeOf(app.app.state), 'filter');
		},
	);

test.serial('keys stay in the preferences when other things are kept there', async t => {
	const app = await openApp(t, {keys: {'session.mark': 'ctrl-x'}});
	await app.setFilter('status:open');
	await app.restart();
	await app.press('ctrl-x');
	await app.shows('1 marked');
	t.is(app.app.state.preferences.recentFilters[0], 'status:open');
});

test.serial('a key of one place is told there', async t => {
	const app = await openApp(t, {keys: {'messages.merge': {messages: 'α'}}});
	await app.press('enter');
	t.regex(await app.footer(), /α /);
	await app.press('o');
	t.notRegex(await app.footer(), /α/);
});
