import test from 'ava';
import {actionsOf} from '../../source/actions/registry.js';
import {type Place, placeOf, type State} from '../../source/state/state.js';
import {busyApp, goTo, isDone, shownBy, ways, wayTo} from '../helpers/busy-app.js';
import {oneIn} from '../helpers/random.js';

/** Where keys lead that open something. */
const leads: Readonly<Record<string, Place>> = {
	'messages.open': 'messages',
	'messages.show': 'messages',
	'operations.open': 'operations',
	'pane.close': 'list',
	'session.transfer': 'destination',
	'destination.choose': 'confirmation',
	'session.delete': 'confirmation',
	'confirmation.note': 'note',
	'note.keep': 'confirmation',
	'note.restore': 'confirmation',
	'erasure.open': 'erasure',
	'erasure.note': 'erasure-text',
	'erasure.receipt': 'erasure-text',
	'erasure-text.keep': 'erasure',
	'erasure-text.restore': 'erasure',
	'pane.search': 'pane-search',
	'filter.edit': 'filter',
	'filter.form': 'form',
	'filter.name': 'filter-name',
	'columns.open': 'columns',
	'narrow.open': 'narrow',
	'narrow.choose': 'list',
	'change.show': 'list',
	'views.open': 'views',
	'views.show': 'list',
	'orphans.open': 'orphans',
	'holds.open': 'holds',
	'holds.add': 'hold-name',
	'holds.release': 'question',
	'holds.erase': 'erasure',
	'policy.run': 'confirmation',
	'policy.close': 'holds',
	'changes.open': 'changes',
	'changes.show': 'change',
	'statistics.open': 'statistics',
	'code-points.open': 'code-points',
	'export.open': 'export',
	'jobs.open': 'jobs',
	'jobs.show': 'delivery',
	'sites.open': 'sites',
	'sites.together': 'joint',
	'joint.open': 'messages',
	'joint.operations': 'operations',
	'joint.delete': 'joint-confirmation',
	'joint-confirmation.note': 'note',
	'joint.undo': 'joint-undo',
	'joint.filter': 'filter',
	'help.open': 'help',
};

/** From where some of them lead elsewhere, or nowhere. */
const refused: ReadonlySet<string> = new Set(['operations session.delete']);

/** Where one key agrees. */
const asking: ReadonlySet<Place> = new Set([
	'confirmation',
	'joint-confirmation',
	'note',
	'erasure',
	'erasure-text',
	'question',
]);

for (const place of Object.keys(ways) as Place[]) {
	test.serial(`every key does something that is seen, or says why not, in: ${place}`, async t => {
		const app = await busyApp(t);
		const {state: start} = app.app;
		/** What a way leads to, so that it is gone once. */
		const reached = new Map<readonly string[], State>();
		const silent: string[] = [];
		for (const {id, keys, asks} of actionsOf(place)) {
			for (const key of oneIn(keys.length, keys)) {
				const way = wayTo(place, id);
				const known = reached.get(way);
				app.app.update(({version, jobs}) => ({...(known ?? start), version, jobs}));
				await goTo(app, known === undefined ? way : []);
				reached.set(way, app.app.state);
				t.is(placeOf(app.app.state), place);
				const before = shownBy(app);
				await app.press(key);
				await isDone(app);
				if (shownBy(app) === before) silent.push(`${key}: ${id}`);
				const isAsked = !asking.has(place) && asking.has(placeOf(app.app.state));
				if (isAsked) t.true(asks, `${key}: ${id} asks`);
				const to = leads[id];
				if (to && !refused.has(`${place} ${id}`)) t.is(placeOf(app.app.state), to, `${key}: ${id}`);
			}
		}

		t.deepEqual(silent, []);
	});
}
