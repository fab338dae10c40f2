import {lex} from '../domain/language/lexer.js';
import {defaultSort, type Query} from '../domain/language/query.js';
import {cutText, displayWidth} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {type State} from './state.js';

/**
The conditions behind the list, one chip each: that it shows only marked sessions, and the filter's terms as written.
The sort term is left out if it asks for the usual order.
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

interface FittedChips {
	readonly shown: readonly string[];
	/** `+2` if two chips had to be left out. */
	readonly more: string;
	/** Width of all that in cells, with one cell between two chips. */
	readonly width: number;
}

/** As many chips, from the first, as fit into `room` cells; a first chip that is too long is cut. */
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
