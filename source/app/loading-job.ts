import {type App} from '../actions/app.js';
import {counted} from '../text/count.js';
import {type Job} from '../state/jobs.js';

/** The job of reading the sessions at the start. */
export const loadingJob = ({store, state, list, keymap}: App): Job => {
	const {progress} = store;
	const common = {id: 'loading', title: 'Loading', activity: 'loading'};
	const sessions = counted(list.totals.sessions, 'session');
	const running = {
		progress,
		cancel: {
			blocker: `Everything else needs the sessions: ${keymap.keyOf('app.quit')} leaves the program.`,
		},
	};
	if (state.loadingProblem !== undefined)
		return {
			...common,
			...(progress < 1 && running),
			state: 'failed',
			texts: [state.loadingProblem],
			again: {blocker: 'chatlogs check says what is wrong. Repair that, then start chatlogs again.'},
		};
	return progress < 1
		? {...common, ...running, state: 'running', texts: [`${sessions} so far`]}
		: {...common, state: 'done', texts: [sessions]};
};
