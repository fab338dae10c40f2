import {withoutUnfinished} from '../domain/language/edit.js';
import {parseFilter} from '../domain/language/parse.js';
import {type FilterDialog} from './dialog.js';
import {type State} from './state.js';
import {type TextField} from './text-field.js';

/** Applies a filter and shows the list from its first session. */
export const applyFilter = (state: State, filter: string): State =>
	filter === state.filter
		? state
		: {...state, filter, list: {...state.list, top: 0, index: 0, cursor: undefined}, rangeFrom: undefined};

/** Applies the text being typed as soon as it is understood; until then the last good result stays. */
export const typeFilter = (state: State, dialog: FilterDialog, field: TextField): State => {
	const typed = {...state, dialog: {...dialog, field}};
	const text = withoutUnfinished(field.text);
	return parseFilter(text).problems.length === 0 ? applyFilter(typed, text.trim()) : typed;
};

/** Why the text being typed cannot be used yet, or `undefined` if it can. */
export const filterBlocker = ({text}: TextField): string | undefined => {
	const [problem] = parseFilter(text).problems;
	return problem && `The filter cannot be used yet: ${problem.message}.`;
};
