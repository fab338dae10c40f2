import {type App, type Background} from '../actions/app.js';
import {Refusal} from '../domain/refusal.js';
import {withNotice} from '../state/state.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {createApp, type AppOptions} from './create-app.js';
import {keepCounting} from './keep-counting.js';
import {keepPreferences} from './keep-preferences.js';
import {keepSearching} from './keep-searching.js';
import {pastStore} from './past-store.js';

const noExport = (): never => {
	throw new Refusal('The past is exported by: chatlogs list --as-of TIME --json');
};

/**
Shows a store as it was after a change: the same app once more, over that past. The present goes on behind it, and is
shown again at the same place.
@param show draws another app from now on
@throws Refusal if there is no such change
*/
export const showPast = (
	present: App,
	store: Store,
	n: number,
	options: Omit<AppOptions, 'store' | 'start' | 'size' | 'preferences' | 'site' | 'sites'>,
	show: (app: App) => void,
): void => {
	const past = store.asOf(change => change.n <= n);
	if (past === undefined) throw new Refusal(`There is no change ${n}.`);
	let stop = (): void => undefined;
	const start = (app: App): Background => {
		const ends = [keepSearching(app, store), keepCounting(app)];
		stop = () => {
			for (const end of ends) end();
		};
		return {
			exporter: {fileFor: noExport, start: noExport},
			keeper: keepPreferences(app, {file: undefined, isOnly: false}),
			sending: undefined,
			acting: undefined,
			eraser: undefined,
			jobs: () => present.jobs,
		};
	};

	const app = createApp({
		...options,
		store: pastStore(store, past),
		site: present.site,
		size: present.state.size,
		preferences: present.state.preferences,
		past: {
			change: past.change,
			leave() {
				stop();
				present.update(state => ({...state, size: app.state.size}));
				show(present);
			},
		},
		start,
	});
	const {lost, doubts} = past.table;
	const unknown = (doubts.isNeeded ? doubts.count : 0) + lost.length;
	const inPart =
		unknown === 0
			? ''
			: ` Not known in part: ${counted(unknown, 'session or change', 'sessions or changes')}.`;
	app.update(state => ({...state, list: {...state.list, cursor: present.state.list.cursor}}));
	app.update(withNotice('done', `Names, numbers and times are as the store has them now.${inPart}`));
	show(app);
};
