import {comparable} from '../text/comparable.js';
import {isWhole, soughtFor, standsIn} from '../text/sought.js';
import {type Handler, handlerLabel} from './handler.js';

/**
The items whose handler has the typed text in its number or name, the best match first: the whole number or name, then
the start of the number or of a word, then anything inside. Equally good ones keep their order; without a text all do.
*/
export const narrowed = <Item extends {readonly handler: Handler}>(
	items: readonly Item[],
	typed: string,
): readonly Item[] => {
	const sought = soughtFor(typed.trim());
	if (sought.plain === '') return items;
	const start = new RegExp(String.raw`(?<![\p{L}\p{N}])${RegExp.escape(sought.plain)}`, 'v');
	const rankOf = ({handler}: Item): number => {
		if (isWhole(sought, handler.number) || isWhole(sought, handler.name)) return 0;
		return start.test(comparable(handlerLabel(handler))) ? 1 : 2;
	};

	return items
		.filter(({handler}) => standsIn(sought, handlerLabel(handler)))
		.map(item => ({item, rank: rankOf(item)}))
		.toSorted((a, b) => a.rank - b.rank)
		.map(({item}) => item);
};
