import {parseFilter} from '../language/parse.js';
import {type Condition} from '../language/query.js';
import {type RememberedFilters} from '../remembered-filters.js';

const valuesOf = (condition: Condition): readonly string[] => {
	switch (condition.kind) {
		case 'party': {
			return condition.anyOf.map(({written}) => written);
		}

		case 'word': {
			return [condition.text];
		}

		case 'text': {
			return condition.anyOf;
		}

		default: {
			return [];
		}
	}
};

/**
The filters that name nobody of whom only a predicate is known.
@param tells whether a number or a name is of such a person
*/
export const withoutTold = (
	{filters, recentFilters}: RememberedFilters,
	tells: (value: string) => boolean,
): RememberedFilters => {
	const isTold = (text: string): boolean =>
		[text, ...parseFilter(text).terms.flatMap(({condition}) => valuesOf(condition))].some(value =>
			tells(value),
		);
	return {
		filters: filters.filter(({name, text}) => !isTold(text) && !isTold(name)),
		recentFilters: recentFilters.filter(text => !isTold(text)),
	};
};
