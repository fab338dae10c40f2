import {withoutUrl} from '../domain/outbox/remark.js';
import {type Delivery} from '../domain/outbox/due.js';
import {counted, formatCount} from '../text/count.js';
import {type Job} from '../state/jobs.js';
import {endSearch, searchProgress, wantedWords} from '../state/message-search.js';
import {type App} from './app.js';

/** Something that can be done, or the reason why not. */
export type Possible = (() => void) | {readonly blocker: string};

/** What goes on behind the screen, or went on, as one line. */
export interface ListedJob {
	readonly key: string;
	readonly name: string;
	readonly state: 'running' | 'waiting' | 'done' | 'failed' | 'stopped';
	/** From 0 to 1, where it is known. */
	readonly progress?: number;
	/** What it does, or how it ended, one sentence after the other. */
	readonly texts: readonly string[];
	readonly cancel: Possible;
	readonly again: Possible;
}

/** The job that has a list of its own. */
export const deliveryKey = 'delivery';

const ended = {blocker: 'It has ended already.'};
const notFailed = {blocker: 'It has not failed, so there is nothing to do again.'};

const loading = ({store, state, list, keymap}: App): ListedJob => {
	const {progress} = store;
	const problem = state.loadingProblem;
	const loadingState = progress < 1 ? 'running' : 'done';
	return {
		key: 'loading',
		name: 'Loading',
		state: problem === undefined ? loadingState : 'failed',
		...(progress < 1 && {progress}),
		texts: [problem ?? `${counted(list.totals.sessions, 'session')}${progress < 1 ? ' so far' : ''}`],
		cancel:
			progress < 1
				? {
						blocker: `Everything else needs the sessions: ${keymap.keyOf('app.quit')} leaves the program.`,
					}
				: ended,
		again:
			problem === undefined
				? notFailed
				: {blocker: 'chatlogs check says what is wrong. Mend that, then start chatlogs again.'},
	};
};

/** The look inside messages for the filter, if that asks for one. */
const searching = (app: App): readonly ListedJob[] => {
	const wanted = wantedWords(app.list.query);
	if (wanted === undefined) return [];
	const {search} = app.state;
	const progress = searchProgress(wanted, search);
	const isDone = progress === 1;
	const problem = isDone ? undefined : search?.ended;
	const words = wanted.words.map(word => `“${word}”`).join(', ');
	return [
		{
			key: 'search',
			name: 'Search',
			state: isDone ? 'done' : problem === undefined ? 'running' : 'stopped',
			...(!isDone && {progress}),
			texts: [[`messages with ${words}`, problem].filter(Boolean).join(': ')],
			cancel:
				isDone || problem !== undefined
					? ended
					: () => app.update(state => endSearch(state, wanted, 'stopped, so that some may be missing')),
			again: problem === undefined ? notFailed : () => app.update(state => ({...state, search: undefined})),
		},
	];
};

/** How many sessions wait, were delivered and were refused; and why nothing is sent, if so. */
const deliveryTexts = ({outbox, store, state, keymap}: App): readonly string[] => {
	const {waiting, delivered, failed} = outbox;
	const {isStopped, trouble} = state.sending;
	return [
		`${formatCount(waiting.length)} waiting · ${formatCount(delivered)} delivered · ${formatCount(failed.length)} failed`,
		...(store.platform === undefined ? [withoutUrl] : []),
		...(isStopped ? [`Stopped here: ${keymap.keyOf('jobs.again')} goes on.`] : []),
		...(trouble === undefined ? [] : [trouble]),
		...failed.slice(0, 1).map(({session, failure}) => `Session ${session} failed: ${failure!}.`),
	];
};

const deliveryState = ({outbox, store, state}: App): ListedJob['state'] => {
	const {isStopped, trouble} = state.sending;
	if (isStopped) return 'stopped';
	if (outbox.waiting.length > 0)
		return store.platform === undefined || trouble !== undefined ? 'waiting' : 'running';
	return outbox.failed.length > 0 ? 'failed' : 'done';
};

/** Tries at once what waits, and what was refused of those sessions. */
export const sendAgain = (app: App, failed: readonly Delivery[]): Possible => {
	const {sending} = app.background;
	if (sending === undefined) return {blocker: 'Nothing is sent from here.'};
	if (app.store.platform === undefined) return {blocker: withoutUrl};
	const isIdle = app.outbox.waiting.length === 0 && failed.length === 0 && !app.state.sending.isStopped;
	return isIdle
		? {blocker: 'Nothing waits for the platform, and nothing failed.'}
		: () => sending.again(failed.map(({session}) => session));
};

const delivering = (app: App): ListedJob => {
	const {sending} = app.background;
	const {keyOf} = app.keymap;
	const {isStopped} = app.state.sending;
	return {
		key: deliveryKey,
		name: 'Delivery',
		state: deliveryState(app),
		texts: deliveryTexts(app),
		cancel:
			sending === undefined || app.outbox.waiting.length === 0 || isStopped
				? {
						blocker: `Nothing is being sent. ${keyOf('jobs.show')} shows what waits; undo takes a session back (${keyOf('changes.open')}).`,
					}
				: () => sending.stop(),
		again: sendAgain(app, app.outbox.failed),
	};
};

const exportOrPurge = (app: App, {id, work, progress, end}: Job): ListedJob => {
	const {exporter} = app.background;
	const common = {
		key: String(id),
		state: end === undefined ? ('running' as const) : end.kind,
		...(progress !== undefined && {progress}),
	};
	if (work.kind === 'purge')
		return {
			...common,
			name: 'Purge',
			texts: [end?.text ?? `${counted(work.count, 'session')} for good`],
			cancel: end ? ended : {blocker: 'It is written down, and goes on until nothing is left.'},
			again:
				end?.kind === 'failed'
					? {blocker: 'What was begun goes on with the next change, or when the store is opened again.'}
					: notFailed,
		};
	return {
		...common,
		name: 'Export',
		texts: [end?.text ?? `${counted(work.sessions.length, 'session')} to ${work.file}`],
		cancel: end ? ended : () => exporter.stop(id),
		again: end === undefined || end.kind === 'done' ? notFailed : () => exporter.again(id, work),
	};
};

/** Everything that takes long, first what there is always. */
export const listedJobs = (app: App): readonly ListedJob[] => [
	loading(app),
	...searching(app),
	delivering(app),
	...app.state.jobs.map(job => exportOrPurge(app, job)),
];
