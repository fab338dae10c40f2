import {withoutUnfinished} from '../domain/language/edit.js';
import {parseFilter} from '../domain/language/parse.js';
import {sitesAsked} from '../domain/language/sites-asked.js';
import {type Problem} from '../domain/language/query.js';
import {type FilterDialog} from './filter-dialogs.js';
import {type State} from './state.js';
import {type TextField} from './text-field.js';

/**
Applies a filter. A cursor that was moved to a session stays on it if the filter shows it; else it goes to the first
row, as does one that stands there already.
@param from where the cursor stood before
*/
export const applyFilter = (state: State, filter: string, from = state.list): State => {
	if (filter === state.filter) return state;
	const cursor = from.index === 0 ? {cursor: undefined, isFirst: true} : {cursor: from.cursor};
	return {...state, filter, list: {...cursor, top: 0, index: 0}, rangeFrom: undefined};
};

/** What is wrong with a text being typed, which may ask for sites as well. */
export const typedProblems = (text: string): readonly Problem[] =>
	parseFilter(text).problems.filter(({isForSites}) => !isForSites);

/**
Applies the text being typed, without a term that is not understood yet; one left wrong changes nothing. While it asks
for sites, the list is as it was before.
*/
export const typeFilter = (state: State, dialog: FilterDialog, field: TextField): State => {
	const typed = {...state, dialog: {...dialog, field}};
	if (sitesAsked(field.text)) return applyFilter(typed, dialog.before, dialog.list);
	const text = withoutUnfinished(field.text, field.caret);
	return text === undefined ? typed : applyFilter(typed, text.trim(), dialog.list);
};

const unusable = ([problem]: readonly Problem[]): string | undefined =>
	problem && `The filter cannot be used yet: ${problem.message}${problem.message.endsWith('?') ? '' : '.'}`;

/** Why the text being typed is no filter of this store yet, or `undefined` if it is one. */
export const filterBlocker = ({text}: TextField): string | undefined => unusable(parseFilter(text).problems);

/** The same where the text may ask for sites. */
export const typedBlocker = ({text}: TextField): string | undefined => unusable(typedProblems(text));
