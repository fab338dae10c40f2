import test from 'ava';
import {actions, actionsOf} from '../../source/actions/registry.js';
import {createKeymap} from '../../source/state/keymap.js';
import {type Place} from '../../source/state/state.js';

const {actionFor} = createKeymap(actions);
const list: readonly Place[] = ['list'];
const panes: readonly Place[] = ['messages', 'operations'];
const main: readonly Place[] = ['list', ...panes];
const textPlaces: readonly Place[] = [
	'filter',
	'filter-name',
	'hold-name',
	'form',
	'pane-search',
	'destination',
	'note',
	'erasure-text',
	'export',
	'help',
];
const places = [...new Set(actions.flatMap(action => action.places))];

/** The keys that the program promises, so that none changes by accident. */
const promised: readonly (readonly [places: readonly Place[], keys: string, id: string])[] = [
	[main, 'up k', 'move.up'],
	[main, 'down j', 'move.down'],
	[main, 'page-up', 'move.page-up'],
	[main, 'page-down', 'move.page-down'],
	[main, 'ctrl-u', 'move.half-up'],
	[main, 'ctrl-d', 'move.half-down'],
	[main, 'g home', 'move.first'],
	[main, 'G end', 'move.last'],
	[list, 'enter l', 'messages.open'],
	[['operations'], 'enter l', 'messages.show'],
	[list, 'escape', 'place.back'],
	[list, 'h', 'place.left'],
	[main, 'J', 'session.next'],
	[main, 'K', 'session.previous'],
	[main, '=', 'narrow.open'],
	[main, 'B', 'joint.back'],
	[['joint'], 'enter l', 'joint.open'],
	[['joint'], 'd delete', 'joint.delete'],
	[['joint-confirmation'], 'y', 'joint-confirmation.agree'],
	[['joint-confirmation'], 'escape n q', 'joint-confirmation.cancel'],
	[['joint-confirmation'], 'tab', 'joint-confirmation.note'],
	[['sites'], 'tab', 'sites.together'],
	[['narrow'], 'enter', 'narrow.choose'],
	[['change'], 'enter', 'change.show'],
	[['columns'], '1', 'columns.number-1'],
	[panes, 'escape h q', 'pane.close'],
	[list, 'q', 'app.quit'],
	[places, 'ctrl-c', 'app.interrupt'],
	[['list', 'messages'], 'o', 'operations.open'],
	[panes, 'm', 'messages.merge'],
	[panes, 'z', 'pane.zoom'],
	[main, 'tab shift-tab', 'place.next'],
	[panes, '/', 'pane.search'],
	[panes, 'n', 'pane.next'],
	[panes, 'N', 'pane.previous'],
	[list, 'space', 'session.mark'],
	[['messages'], 'space', 'message.mark'],
	[list, 'v', 'range.start'],
	[list, 'shift-up', 'range.up'],
	[list, 'shift-down', 'range.down'],
	[list, 'ctrl-a *', 'marks.all'],
	[['messages'], 'ctrl-a *', 'messages.mark-all'],
	[list, 'i', 'marks.invert'],
	[list, 'M', 'marks.clear'],
	[['messages'], 'M', 'messages.clear-marks'],
	[list, '/', 'filter.edit'],
	[list, 'f', 'filter.form'],
	[list, '!', 'filter.orphans'],
	[list, 'x', 'filter.swap'],
	[list, '1', 'view.1'],
	[list, '9', 'view.9'],
	[list, 'F', 'views.open'],
	[['views'], 'enter', 'views.show'],
	[['views'], 'd', 'views.forget'],
	[list, 'c', 'columns.open'],
	[['columns'], 'enter', 'columns.sort'],
	[['columns'], 'space', 'columns.toggle'],
	[['columns'], '<', 'columns.earlier'],
	[['columns'], '>', 'columns.later'],
	[list, 's', 'marks.show'],
	[main, 'H', 'holds.open'],
	[['holds'], 'a', 'holds.add'],
	[['holds'], 'enter l', 'holds.show'],
	[['holds'], 'x', 'holds.release'],
	[['holds'], 'e', 'holds.erase'],
	[['policy'], 'enter l', 'policy.show'],
	[['policy'], 'r', 'policy.run'],
	[['policy'], '>', 'policy.further'],
	[['policy'], '<', 'policy.nearer'],
	[['policy'], 'escape q h', 'policy.close'],
	[main, 'T', 'changes.open'],
	[['changes'], 'enter', 'changes.show'],
	[['changes'], 'u', 'changes.undo'],
	[['changes'], 'p', 'changes.purge'],
	[['changes'], 'a', 'changes.past'],
	[list, 'e', 'export.open'],
	[main, 'w', 'jobs.open'],
	[['jobs'], 'c', 'jobs.cancel'],
	[['jobs'], 'r', 'jobs.again'],
	[['question'], 'y', 'question.agree'],
	[['question'], 'escape n q enter', 'question.cancel'],
	[main, 'y', 'copy.id'],
	[main, 'Y', 'copy.row'],
	[main, 'I', 'statistics.open'],
	[['statistics'], 'enter', 'statistics.narrow'],
	[['statistics'], 'r', 'statistics.responses'],
	[['joint'], 'g home', 'joint.first'],
	[['changes'], 'G end', 'changes.last'],
	[['confirmation'], 'G end', 'confirmation.last'],
	[['confirmation'], 'ctrl-d', 'confirmation.half-down'],
	[['statistics'], 'ctrl-u', 'statistics.half-up'],
	[['statistics'], 'ctrl-d', 'statistics.half-down'],
	[['statistics'], 'g home', 'statistics.first'],
	[['statistics'], 'G end', 'statistics.last'],
	[['statistics'], 'escape q I', 'statistics.close'],
	[main, 'X', 'code-points.open'],
	[['filter'], 'up', 'filter.earlier'],
	[['filter'], 'ctrl-s', 'filter.name'],
	[['filter'], 'enter', 'filter.apply'],
	[['filter'], 'escape', 'filter.restore'],
	[['filter'], 'tab', 'filter.complete'],
	[main, 'r ctrl-r', 'app.refresh'],
	[main, 't', 'session.transfer'],
	[main, '.', 'session.transfer-again'],
	[['destination'], 'enter', 'destination.choose'],
	[['destination'], 'tab', 'destination.toggle'],
	[['destination'], 'escape', 'destination.cancel'],
	[main, 'C', 'session.close'],
	[main, 'A', 'session.archive'],
	[main, 'd delete', 'session.delete'],
	[main, 'R', 'session.restore'],
	[['change'], 'space', 'change.mark'],
	[['change'], 'R', 'change.restore'],
	[main, 'u', 'change.undo'],
	[main, 'U', 'change.redo'],
	[main, '? :', 'help.open'],
	[main, 'ctrl-z', 'app.suspend'],
	[main, 'ctrl-e', 'erasure.open'],
	[['erasure'], 'y', 'erasure.agree'],
	[['erasure'], 'enter', 'erasure.enter'],
	[['erasure'], 'space', 'erasure.tick'],
	[['erasure'], 'tab', 'erasure.note'],
	[['erasure'], 'r', 'erasure.receipt'],
	[['erasure'], 'escape n q', 'erasure.cancel'],
	[['erasure-text'], 'tab enter', 'erasure-text.keep'],
	[['erasure-text'], 'escape', 'erasure-text.restore'],
	[['confirmation'], 'y', 'confirmation.agree'],
	[['confirmation'], 'enter', 'confirmation.enter'],
	[['confirmation'], 'escape n q', 'confirmation.cancel'],
	[['confirmation'], 'tab', 'confirmation.note'],
	[['note'], 'tab enter', 'note.keep'],
	[['note'], 'escape', 'note.restore'],
];

test('every key does what is promised of it', t => {
	for (const [where, keys, id] of promised) {
		for (const place of where)
			for (const key of keys.split(' ')) t.is(actionFor(place, key)?.id, id, `${key} in ${place}`);
	}
});

test('no key means two things in one place', t => {
	for (const place of places) {
		const keys = actionsOf(place).flatMap(action => action.keys);
		t.deepEqual(keys, [...new Set(keys)], place);
	}
});

test('capital D, a slip of the Shift key beside d, does nothing', t => {
	for (const place of places) t.is(actionFor(place, 'D'), undefined, place);
});

test('the key that asked for a confirmation does not confirm', t => {
	for (const key of ['t', '.', 'd', 'delete', 'C', 'A', 'u', 'U', 'space'])
		t.is(actionFor('confirmation', key), undefined, key);
});

test('the key that asked whether to erase a person does not agree to it', t => {
	t.is(actionFor('erasure', 'ctrl-e'), undefined);
});

test('Escape leaves every place', t => {
	for (const place of places) t.not(actionFor(place, 'escape'), undefined, place);
});

test('no character does anything where text is typed', t => {
	for (const place of textPlaces) {
		const keys = actionsOf(place).flatMap(action => action.keys);
		t.deepEqual(
			keys.filter(key => key.length === 1 || key === 'space'),
			[],
			place,
		);
	}
});

test('no key needs AltGr, Alt or an F-key', t => {
	const keys = actions.flatMap(action => action.keys);
	t.deepEqual(
		keys.filter(key => /alt-|^f\d+$|[@{}[\]\\|~€]/.test(key)),
		[],
	);
});

test('every action has a name of its own, a title and a key', t => {
	const ids = actions.map(action => action.id);
	t.deepEqual(ids, [...new Set(ids)]);
	t.deepEqual(
		actions.filter(({title, keys}) => title.trim() === '' || keys.length === 0),
		[],
	);
});

test('the help has a group for every action of the places that it is opened from', t => {
	t.deepEqual(
		main.flatMap(place => actionsOf(place).filter(({group}) => group === undefined)),
		[],
	);
});
