import {withoutUnfinished} from '../domain/language/edit.js';
import {parseFilter} from '../domain/language/parse.js';
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

/** Applies the text being typed, without a term that is not understood yet; one left wrong changes nothing. */
export const typeFilter = (state: State, dialog: FilterDialog, field: TextField): State => {
	const typed = {...state, dialog: {...dialog, field}};
	const text = withoutUnfinished(field.text, field.caret);
	return text === undefined ? typed : applyFilter(typed, text.trim(), dialog.list);
};

/** Why the text being typed cannot be used yet, or `undefined` if it can. */
export const filterBlocker = ({text}: TextField): string | undefined => {
	const [problem] = parseFilter(text).problems;
	return problem && `The filter cannot be used yet: ${problem.message}.`;
};
