import {compareSorted, type SortValue} from '../domain/find/sort-value.js';
import {nameOrder} from '../text/name-order.js';
import {type Context} from './command.js';
import {readFilter} from './read-filter.js';
import {type JointRow} from './together/joint-row.js';

/** The order that the filter asks for, of keys that begin with a session's sort value and its id. */
export const sessionOrder = (
	filter: string,
	{machine}: Pick<Context, 'machine'>,
): ((a: JointRow['key'], b: JointRow['key']) => number) => {
	const compare = compareSorted(readFilter(filter).sort, nameOrder(machine.locale));
	return ([a, idA], [b, idB]) => compare([a as SortValue, Number(idA)], [b as SortValue, Number(idB)]);
};
