import {type App} from '../actions/app.js';
import {type Job} from '../state/jobs.js';
import {endSearch, searchProgress, wantedWords} from '../state/message-search.js';

/** The job of searching messages, if the filter asks for that. */
export const searchJob = (app: App): readonly Job[] => {
	const wanted = wantedWords(app.list.query);
	if (wanted === undefined) return [];
	const progress = searchProgress(wanted, app.state.search);
	const words = wanted.words.map(word => `“${word}”`).join(', ');
	const common = {id: 'search', title: 'Search', texts: [`messages with ${words}`]};
	if (progress === 1) return [{...common, state: 'done'}];
	const problem = app.state.search?.ended;
	if (problem === undefined)
		return [
			{
				...common,
				state: 'running',
				progress,
				cancel: () => app.update(state => endSearch(state, wanted, 'stopped, so sessions may be missing')),
			},
		];
	return [
		{
			...common,
			state: 'stopped',
			progress,
			texts: [`messages with ${words}: ${problem}`],
			again: () => app.update(state => ({...state, search: undefined})),
		},
	];
};
