import {type App} from '../actions/app.js';
import {tellRefusal} from '../actions/run-action.js';
import {type Change, isSameActor} from '../domain/change.js';
import {Refusal} from '../domain/refusal.js';
import {withoutGoneMarks} from '../state/gone-marks.js';
import {withNotice} from '../state/state.js';
import {foldIfLong} from '../storage/fold.js';
import {follow} from '../storage/follow.js';
import {type Store} from '../storage/store.js';
import {tidyHistories} from '../storage/tidy-histories.js';

/** Milliseconds between two updates while the store loads; each one sorts everything loaded so far. */
const loadingInterval = 250;
const minute = 60_000;

/** Keeps the app's state up to date with the store and the time; returns how to end that. */
export const keepUp = (app: App, store: Store, now: () => number): (() => void) => {
	const tell = (error: unknown): void => tellRefusal(app, error);

	let seen = store.newestChange;
	const unseen = (): readonly Change[] => {
		const count = store.newestChange - seen;
		seen = store.newestChange;
		return count === 0 ? [] : [...store.changes().take(count)].toReversed();
	};

	// The act being written here has its own notice.
	const isOwn = (change: Change): boolean => app.state.busy !== undefined && isSameActor(change, app.actor);
	const take = (): void => {
		const changes = unseen();
		app.update(state =>
			withoutGoneMarks({...state, version: store.table.version, now: now()}, changes, store, isOwn),
		);
	};

	let told = 0;
	const tellNotices = (): void => {
		const notices = store.notices.slice(told);
		told = store.notices.length;
		if (notices.length > 0) app.update(withNotice('done', notices.join(' ')));
	};

	// A fold follows many changes, which may have left many dead bytes in the histories.
	const tidyUp = async (): Promise<void> => {
		if (await foldIfLong(store)) await tidyHistories(store, app.actor);
	};

	let waiting: NodeJS.Timeout | undefined;
	const onStore = (): void => {
		tellNotices();
		if (store.progress === 1) take();
		else
			waiting ??= setTimeout(() => {
				waiting = undefined;
				take();
			}, loadingInterval);
		if (store.progress === 1) tidyUp().catch(tell);
	};

	const unsubscribe = store.subscribe(onStore);
	const unfollow = follow(store, tell);
	const clock = setInterval(take, minute);
	tellNotices();
	store.loaded.then(take, (error: unknown) => {
		if (error instanceof Refusal) app.update(state => ({...state, loadingProblem: error.message}));
		tell(error);
	});
	return () => {
		unsubscribe();
		unfollow();
		clearInterval(clock);
		clearTimeout(waiting);
	};
};
