import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {actionsOf} from '../../source/actions/registry.js';
import {type Place, placeOf, type State} from '../../source/state/state.js';
import {busyApp, goTo, isDone, ways, wayTo} from '../helpers/busy-app.js';
import {oneIn} from '../helpers/random.js';

/** Each file of a store with what it holds; the person's own folders, which lie there in these tests, are left out. */
const filesOf = (folder: string): ReadonlyMap<string, string> =>
	new Map(
		readdirSync(folder)
			.map(name => path.join(folder, name))
			.filter(file => statSync(file).isFile())
			.map(file => [file, readFileSync(file, 'base64')]),
	);

const refusal = /read-only/;

/** Places of sites whose stores are opened only for what is asked, so that each may refuse it then, by its name. */
const ofSites: ReadonlySet<Place> = new Set(['joint', 'joint-undo']);

for (const place of oneIn(16, Object.keys(ways) as Place[])) {
	test.serial(`no key changes a byte of a read-only store, or is offered in vain, in: ${place}`, async t => {
		const app = await busyApp(t);
		const {state: start} = app.app;
		const restore = (state: State): void =>
			app.app.update(({version, jobs, busy}) => ({...state, version, jobs, busy}));
		const actions = actionsOf(place);
		const reached = new Map<readonly string[], State>();
		for (const way of new Set(actions.map(({id}) => wayTo(place, id)))) {
			restore(start);
			await goTo(app, way);
			t.is(placeOf(app.app.state), place);
			reached.set(way, app.app.state);
		}

		// Another process makes it read-only while all that is open.
		await app.happens(() => ({kind: 'read-only', readOnly: true}));
		await app.app.store.refresh();
		t.regex(app.app.store.readOnly!, refusal);
		const before = filesOf(app.folder);
		for (const {id, keys} of actions) {
			for (const key of oneIn(keys.length, keys)) {
				restore(reached.get(wayTo(place, id))!);
				await app.press(key);
				await isDone(app);
				t.deepEqual(filesOf(app.folder), before, `${key}: ${id}`);
			}
		}

		// What can still be come to offers nothing that is refused then.
		for (const {id, keys, blocker, isOffered} of actions) {
			restore(start);
			await goTo(app, wayTo(place, id));
			if (placeOf(app.app.state) !== place) continue;
			if (blocker?.(app.app) !== undefined || isOffered?.(app.app) === false) continue;
			await app.press(keys[0]!);
			await isDone(app);
			const {notice} = app.app.state;
			if (notice?.kind !== 'refused' || (ofSites.has(place) && notice.text.startsWith('here: '))) continue;
			t.notRegex(notice.text, refusal, `${keys[0]!}: ${id}`);
		}

		t.deepEqual(filesOf(app.folder), before);
	});
}
