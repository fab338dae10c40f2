import {lex} from '../domain/language/lexer.js';
import {defaultSort, type Query} from '../domain/language/query.js';
import {cutText, displayWidth} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {type State} from './state.js';

/**
What makes the list what it is, piece by piece: that it shows only what is marked, and the terms of the filter as they
are written, an order only if it is another than the usual one.
*/
export const filterChips = (
	{filter, onlyMarked}: Pick<State, 'filter' | 'onlyMarked'>,
	{sort}: Query,
): readonly string[] => {
	const isUsual = sort.key === defaultSort.key && sort.descending === defaultSort.descending;
	const terms = lex(filter)
		.filter(({field}) => !(isUsual && field?.text === 'sort'))
		.map(({at, end}) => safeLine(filter.slice(at, end)));
	return onlyMarked ? ['only marked', ...terms] : terms;
};

export interface FittedChips {
	readonly shown: readonly string[];
	/** `+2`, if so many had to be left out. */
	readonly more: string;
	/** Cells of all that, with one between two. */
	readonly width: number;
}

/** As many of the first chips as there is room for, in cells; of a first one that is too long its beginning. */
export const fitChips = (chips: readonly string[], room: number): FittedChips => {
	for (let count = chips.length; count >= 1; count--) {
		const more = count < chips.length ? `+${chips.length - count}` : '';
		const rest = more === '' ? 0 : more.length + 1;
		const shown = count === 1 ? [cutText(chips[0]!, room - rest)] : chips.slice(0, count);
		const width = displayWidth(shown.join(' ')) + rest;
		if (width <= room) return {shown, more, width};
	}

	return {shown: [], more: '', width: 0};
};
