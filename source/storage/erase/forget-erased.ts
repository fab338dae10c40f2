import {type ErasureFact, inForce} from '../../domain/erase/erasure.js';
import {foldedName} from '../../domain/erase/person.js';
import {withoutTold} from '../../domain/erase/told-filters.js';
import {areKeptFilters, forgotten} from '../../domain/kept-filters.js';
import {type Country} from '../../text/phone-number.js';
import {type PreferenceFile} from '../preferences.js';
import {isMarkedName, markedPerson} from './marks.js';

/** Whether a number or a name is that of a person who was erased. */
export const isErased = (
	erasures: readonly ErasureFact[],
	country?: Country,
): ((value: string) => boolean) => {
	const people = inForce(erasures).map(({marks}) => ({marks, person: markedPerson(marks, country)}));
	return value => {
		const name = foldedName({name: value});
		return people.some(
			({marks, person}) =>
				['sms', 'whatsapp', 'facebook'].some(type => person.isNumber(value, type)) ||
				(name !== undefined && isMarkedName(marks, name)),
		);
	};
};

/**
Removes remembered filters that name persons who were erased from a user's preferences.
@returns how many were removed
*/
export const forgetErased = async (
	file: PreferenceFile,
	erasures: readonly ErasureFact[] | undefined,
	country?: Country,
): Promise<number> => {
	if (erasures === undefined || !areKeptFilters(file.value)) return 0;
	const tells = isErased(erasures, country);
	let removed = 0;
	const without = (value: unknown): unknown => {
		if (!areKeptFilters(value)) return value;
		const {kept, removed: count} = forgotten(value, filters => withoutTold(filters, tells));
		removed = count;
		return kept;
	};

	without(file.value);
	if (removed > 0) await file.update(without);
	return removed;
};
